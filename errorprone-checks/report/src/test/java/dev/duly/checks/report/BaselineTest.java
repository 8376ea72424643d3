/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is new since an earlier report. */
class BaselineTest {
  @TempDir private Path dir;

  private static String finding(int line, String text) {
    return """
    Billing.java:%d: error: [SwallowedFailure] %s
        } catch (Exception e) {
          ^
        (see https://duly.dev/checks/SwallowedFailure)
    """
        .formatted(line, text);
  }

  private static String inMaven(int line, String text) {
    return """
    [ERROR] Billing.java:[%d,7] [SwallowedFailure] %s
        (see https://duly.dev/checks/SwallowedFailure)
    """
        .formatted(line, text);
  }

  private Run since(String before, String now) throws IOException {
    Path baseline = Files.writeString(dir.resolve("baseline.sarif"), Run.fed(before).out());
    return Run.fed(now, "--baseline", baseline.toString(), "--fail-on", "new");
  }

  private static List<String> states(Run run) {
    return run.results().stream().map(each -> each.path("baselineState").stringValue()).toList();
  }

  @Test
  void movedLinesAreUnchanged() throws IOException {
    Run run =
        since(
            finding(10, "charge is lost") + finding(20, "settle is lost"),
            finding(14, "charge is lost") + finding(99, "settle is lost"));
    assertThat(states(run)).containsExactly("unchanged", "unchanged");
    assertThat(run.status()).isZero();
  }

  @Test
  void anotherMessageOnTheSameSourceLineIsNew() throws IOException {
    Run run = since(finding(10, "charge is lost"), finding(10, "settle is lost"));
    assertThat(states(run)).containsExactly("new");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void aSecondCopyOfAKnownFindingIsNew() throws IOException {
    Run run =
        since(finding(10, "it is lost"), finding(10, "it is lost") + finding(20, "it is lost"));
    assertThat(states(run)).containsExactly("unchanged", "new");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.results())
        .extracting(
            each ->
                each.at("/partialFingerprints/checkFileMessage~1v1")
                    .stringValue()
                    .replaceFirst(".*:", ""))
        .containsExactly("1", "2");
  }

  @Test
  void ofEqualMessagesTheOneWithTheSameSourceLineIsKnown() throws IOException {
    String before = finding(20, "it is lost");
    String other = before.replace("Exception", "Throwable").replace(":20:", ":10:");
    assertThat(states(since(before, other + before))).containsExactly("new", "unchanged");
  }

  @Test
  void aBaselineFromMavenServesGradleAndTheOtherWay() throws IOException {
    assertThat(states(since(inMaven(10, "lost"), finding(12, "lost"))))
        .containsExactly("unchanged");
    assertThat(states(since(finding(12, "lost"), inMaven(10, "lost"))))
        .containsExactly("unchanged");
  }

  @Test
  void anotherFileAndAnotherCheckAreNew() throws IOException {
    String before = finding(10, "lost");
    assertThat(states(since(before, before.replace("Billing", "Shipping")))).containsExactly("new");
    assertThat(states(since(before, before.replace("Swallowed", "Other")))).containsExactly("new");
  }

  @Test
  void whatIsGoneIsLeftOut() throws IOException {
    Run run = since(finding(10, "charge is lost") + finding(20, "settle is lost"), "");
    assertThat(run.results()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void theReportMayReplaceItsOwnBaseline() throws IOException {
    String report = dir.resolve("duly.sarif").toString();
    Run.fed(finding(10, "lost"), "--out", report);
    Run second = Run.fed(finding(11, "lost"), "--out", report, "--baseline", report);
    Run third =
        Run.fed(
            finding(12, "lost"),
            "--out",
            report,
            "--baseline",
            report,
            "--fail-on",
            "new",
            "--summary");
    assertThat(second.status()).isZero();
    assertThat(third.status()).isZero();
    assertThat(third.err()).contains("1 finding, 0 new");
  }
}
