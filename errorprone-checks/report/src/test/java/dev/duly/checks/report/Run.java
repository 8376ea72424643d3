/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One run of the command and what came out of it. */
record Run(int status, String out, String err) {
  static Run of(String... args) {
    return fed("", args);
  }

  /** A run with {@code log} on its standard input. */
  static Run fed(String log, String... args) {
    return fed(log.getBytes(StandardCharsets.UTF_8), args);
  }

  static Run fed(byte[] log, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    CommandLine command =
        ChecksReport.command(
            new ByteArrayInputStream(log), new PrintStream(out, true, StandardCharsets.UTF_8));
    command.setErr(new PrintWriter(err, true));
    int status = command.execute(args);
    return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString());
  }

  /** One of the logs in {@code src/test/resources/logs}. */
  static String log(String name) {
    try (InputStream log = Run.class.getResourceAsStream("/logs/" + name)) {
      return new String(log.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode report() {
    return JsonMapper.shared().readTree(out);
  }

  List<JsonNode> results() {
    return report().at("/runs/0/results").valueStream().toList();
  }

  /** Each result as {@code file:line:column check}. */
  List<String> findings() {
    return results().stream()
        .map(
            result ->
                "%s:%d:%d %s"
                    .formatted(
                        result
                            .at("/locations/0/physicalLocation/artifactLocation/uri")
                            .stringValue(),
                        result.at("/locations/0/physicalLocation/region/startLine").intValue(),
                        result.at("/locations/0/physicalLocation/region/startColumn").asInt(0),
                        result.path("ruleId").stringValue()))
        .toList();
  }
}
