/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The findings with the lines around them, to be read and judged. */
final class Listing implements AutoCloseable {
  private static final int BEFORE = 14;
  private static final int AFTER = 8;

  private final PrintWriter out;
  private final Judgements judgements;

  Listing(Path file, Judgements judgements) throws IOException {
    out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    this.judgements = judgements;
  }

  /** Adds a finding; the first line is a row of the judgements but for its last two cells. */
  void add(Finding finding, Path root) throws IOException {
    out.printf(
        "%s\t%s\t%s\t%s\t%s%n",
        finding.project(),
        finding.file(),
        finding.place(),
        finding.check(),
        judgements
            .of(finding)
            .map(each -> (each.real() ? "real" : "false") + "\t" + each.why())
            .orElse("unjudged"));
    out.printf("line %d: %s%n", finding.line(), finding.message());
    List<String> lines = Sources.read(root.resolve(finding.file()));
    int first = Math.max(1, finding.line() - BEFORE);
    int last = Math.min(lines.size(), finding.line() + AFTER);
    for (int line = first; line <= last; line++) {
      out.printf("%s %5d  %s%n", line == finding.line() ? ">" : " ", line, lines.get(line - 1));
    }
    out.println();
  }

  @Override
  public void close() {
    out.close();
  }
}
