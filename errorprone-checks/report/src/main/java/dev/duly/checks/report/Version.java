/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar this runs from. */
final class Version implements IVersionProvider {
  static String number() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"duly-checks-report " + number()};
  }
}
