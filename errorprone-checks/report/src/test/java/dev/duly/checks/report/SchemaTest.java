/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The report against the official schema of SARIF 2.1.0. */
class SchemaTest {
  private static final Schema SARIF = sarif();

  @TempDir private Path dir;

  private static Schema sarif() {
    try (InputStream schema =
        SchemaTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      return SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_7,
              registry ->
                  registry.schemaRegistryConfig(
                      com.networknt.schema.SchemaRegistryConfig.builder()
                          .formatAssertionsEnabled(true)
                          .build()))
          .getSchema(JsonMapper.shared().readTree(schema));
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static void isValid(Run run) {
    assertThat(run.status()).isZero();
    assertThat(SARIF.validate(run.report())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"javac.txt", "maven.txt", "maven-forked.txt", "gradle.txt"})
  void everyLog(String log) {
    Run run = Run.fed(Run.log(log), "--checks", "all");
    assertThat(run.results()).hasSize(11);
    isValid(run);
  }

  @Test
  void withABaseline() throws IOException {
    Path baseline = Files.writeString(dir.resolve("b.sarif"), Run.fed(Run.log("javac.txt")).out());
    isValid(Run.fed(Run.log("maven.txt"), "--checks", "all", "--baseline", baseline.toString()));
  }

  @Test
  void withNothingFound() {
    isValid(Run.fed(""));
  }

  @Test
  void strangePaths() {
    isValid(Run.fed("C:\\a b\\ü[1]%?#.java:3: error: [Some] text\n", "--checks", "all"));
  }

  /** The schema is really in force. */
  @Test
  void aWrongLevelIsNotValid() {
    String broken = Run.fed(Run.log("javac.txt")).out().replace("\"error\"", "\"fatal\"");
    JsonNode report = JsonMapper.shared().readTree(broken);
    assertThat(SARIF.validate(report)).isNotEmpty();
  }
}
