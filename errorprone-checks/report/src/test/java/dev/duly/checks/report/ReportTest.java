/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the report says beyond the findings. */
class ReportTest {
  private final JsonNode run =
      Run.fed(Run.log("javac.txt"), "--checks", "all").report().at("/runs/0");

  private JsonNode rule(String id) {
    return run.at("/tool/driver/rules")
        .valueStream()
        .filter(each -> each.path("id").stringValue().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aRuleOfOursHasItsPage() {
    JsonNode rule = rule("SwallowedFailure");
    assertThat(rule.path("helpUri").stringValue())
        .isEqualTo("https://duly.dev/checks/SwallowedFailure");
    assertThat(rule.at("/shortDescription/text").stringValue())
        .isEqualTo(
            "A handler catches its failure and goes on: the message counts as handled and is lost.");
    assertThat(rule.at("/help/markdown").stringValue())
        .startsWith("# SwallowedFailure\n")
        .contains("@BestEffort");
  }

  @Test
  void anotherRuleHasItsNameAndLink() {
    JsonNode rule = rule("ReturnValueIgnored");
    assertThat(rule.path("helpUri").stringValue())
        .isEqualTo("https://errorprone.info/bugpattern/ReturnValueIgnored");
    assertThat(rule.at("/shortDescription/text").stringValue()).isEqualTo("Return value ignored.");
    assertThat(rule.path("help").has("markdown")).isFalse();
  }

  @Test
  void ruleIndexPointsToTheRule() {
    JsonNode rules = run.at("/tool/driver/rules");
    assertThat(run.path("results").valueStream())
        .allSatisfy(
            each ->
                assertThat(rules.get(each.path("ruleIndex").intValue()).path("id"))
                    .isEqualTo(each.path("ruleId")));
  }

  @Test
  void pathsStartFromARootThatIsNotTold() {
    assertThat(run.at("/originalUriBaseIds/%SRCROOT%").has("uri")).isFalse();
    assertThat(
            run.at("/results/0/locations/0/physicalLocation/artifactLocation/uriBaseId")
                .stringValue())
        .isEqualTo("%SRCROOT%");
  }
}
