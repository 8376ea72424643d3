/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path dir;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(dir.resolve("report.sarif"), "old");
  }

  private static void writeNew(OutputStream out) {
    try {
      out.write("new".getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatIsCutShortReplacesNothing() {
    assertThatThrownBy(
            () ->
                OutputFile.replace(
                    file,
                    out -> {
                      writeNew(out);
                      throw new IllegalStateException("cut short");
                    }))
        .hasMessage("cut short");
    assertThat(file).hasContent("old");
    assertThat(dir).isDirectoryContaining(file::equals).isDirectoryNotContaining(this::isOther);
  }

  @Test
  void aLinkStaysALink() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("link"), file);
    OutputFile.replace(link, OutputFileTest::writeNew);
    assertThat(link).isSymbolicLink().hasContent("new");
    assertThat(file).hasContent("new");
  }

  private boolean isOther(Path each) {
    return !each.equals(file);
  }
}
