/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProgramVersionTest {
  @ParameterizedTest
  @CsvSource({
    "postgres (PostgreSQL) 12.22, 12",
    "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1), 15",
    "/usr/sbin/mysqld  Ver 8.0.28-0ubuntu4 for Linux on x86_64, 8",
    "postgres (PostgreSQL) devel, 0"
  })
  void theMajorVersionIsTheFirstNumber(String line, int major) {
    assertThat(new ProgramVersion(line).major()).isEqualTo(major);
  }
}
