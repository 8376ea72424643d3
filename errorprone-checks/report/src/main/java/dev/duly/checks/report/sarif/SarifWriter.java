/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import dev.duly.checks.report.log.Finding;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes SARIF 2.1.0. The same findings give the same bytes: no dates, no host, no absolute root.
 */
public final class SarifWriter {
  static final String VERSION = "2.1.0";
  static final String TOOL = "duly-checks";

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final String ABOUT = "https://duly.dev/checks-report";
  private static final String SRCROOT = "%SRCROOT%";

  private final JsonGenerator json;
  private final Rules rules;
  private final @Nullable Set<Result> unchanged;
  private final Map<String, Integer> withFingerprint = new HashMap<>();

  private SarifWriter(JsonGenerator json, Rules rules, @Nullable Set<Result> unchanged) {
    this.json = json;
    this.rules = rules;
    this.unchanged = unchanged;
  }

  /**
   * Writes a report and leaves {@code out} open.
   *
   * @param results in the order of the report
   * @param unchanged those of the results that a baseline has; null without a baseline
   * @throws tools.jackson.core.JacksonException if {@code out} fails
   */
  public static void write(
      OutputStream out, String toolVersion, List<Result> results, @Nullable Set<Result> unchanged) {
    try (JsonGenerator json = format().createGenerator(out)) {
      new SarifWriter(json, Rules.of(results), unchanged).log(toolVersion, results);
      json.writeRaw('\n');
    }
  }

  private static ObjectWriter format() {
    // The default line end is the platform's.
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return JsonMapper.shared()
        .writer()
        .with(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
        .without(StreamWriteFeature.AUTO_CLOSE_TARGET);
  }

  private void log(String toolVersion, List<Result> results) {
    json.writeStartObject();
    json.writeStringProperty("$schema", SCHEMA);
    json.writeStringProperty("version", VERSION);
    json.writeArrayPropertyStart("runs");
    json.writeStartObject();
    tool(toolVersion);
    json.writeObjectPropertyStart("originalUriBaseIds");
    json.writeObjectPropertyStart(SRCROOT);
    text("description", "The root of the source tree.");
    json.writeEndObject();
    json.writeEndObject();
    json.writeStringProperty("columnKind", "utf16CodeUnits");
    json.writeArrayPropertyStart("results");
    results.forEach(this::result);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void tool(String version) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", TOOL);
    json.writeStringProperty("version", version);
    json.writeStringProperty("informationUri", ABOUT);
    json.writeArrayPropertyStart("rules");
    rules.sorted().forEach(this::rule);
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private void rule(Rule rule) {
    json.writeStartObject();
    json.writeStringProperty("id", rule.id());
    text("shortDescription", rule.summary());
    text("fullDescription", rule.summary());
    if (rule.link() != null) {
      json.writeStringProperty("helpUri", rule.link());
    }
    json.writeObjectPropertyStart("help");
    json.writeStringProperty(
        "text", rule.link() == null ? rule.summary() : "See " + rule.link() + ".");
    if (rule.page() != null) {
      json.writeStringProperty("markdown", rule.page());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void result(Result result) {
    Finding finding = result.finding();
    json.writeStartObject();
    json.writeStringProperty("ruleId", finding.check());
    json.writeNumberProperty("ruleIndex", rules.indexOf(finding.check()));
    json.writeStringProperty("level", finding.level().toString());
    String suggestion = finding.suggestion();
    // No "fixes": what javac prints of a change is its first line, not the replacement.
    text("message", suggestion == null ? finding.text() : finding.text() + "\n\n" + suggestion);
    location(result);
    fingerprints(result);
    if (unchanged != null) {
      json.writeStringProperty("baselineState", unchanged.contains(result) ? "unchanged" : "new");
    }
    json.writeEndObject();
  }

  private void location(Result result) {
    Finding finding = result.finding();
    json.writeArrayPropertyStart("locations");
    json.writeStartObject();
    json.writeObjectPropertyStart("physicalLocation");
    json.writeObjectPropertyStart("artifactLocation");
    json.writeStringProperty("uri", result.place().uri());
    if (result.place().inRoot()) {
      json.writeStringProperty("uriBaseId", SRCROOT);
    }
    json.writeEndObject();
    json.writeObjectPropertyStart("region");
    json.writeNumberProperty("startLine", finding.line());
    if (finding.column() > 0) {
      json.writeNumberProperty("startColumn", finding.column());
    }
    if (finding.sourceLine() != null) {
      text("snippet", finding.sourceLine());
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void fingerprints(Result result) {
    json.writeObjectPropertyStart("partialFingerprints");
    for (Fingerprint each : Fingerprint.values()) {
      Optional<String> value = each.of(result);
      if (value.isPresent()) {
        int number = withFingerprint.merge(each.key + value.get(), 1, Integer::sum);
        json.writeStringProperty(each.key, value.get() + ":" + number);
      }
    }
    json.writeEndObject();
  }

  private void text(String property, String text) {
    json.writeObjectPropertyStart(property);
    json.writeStringProperty("text", text);
    json.writeEndObject();
  }
}
