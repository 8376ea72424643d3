/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import dev.duly.processor.model.Declaration;
import dev.duly.processor.read.Candidate;
import dev.duly.processor.read.DeclarationReader.Reading;
import org.junit.jupiter.api.Test;

class NeverThrowsTest {

  @Test
  void aFailureOfTheProcessorIsAnErrorThatAsksToReportIt() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(new Failing())
            .compile(
                Compile.source(
                    "@Message(channel = \"o\") record O(@IdempotencyKey @PartitionKey String id)"
                        + " {}"));
    assertThat(Compile.said(compilation))
        .singleElement()
        .asString()
        .startsWith(
            "ERROR -1 [DulyUnexpected] The processor failed: java.lang.IllegalStateException: two"
                + " lines at dev.duly.processor.NeverThrowsTest$Failing.ready(")
        .endsWith(
            "This is a fault of Duly; please report it with this line and the declaration."
                + " (https://duly.dev/rules/DulyUnexpected)");
  }

  @Test
  void brokenSourcesAreTheCompilersBusiness() {
    Compilation compilation =
        Compile.of(
            "@Message(channel = Missing.X, version = \"one\") record O(@IdempotencyKey Nothing id)"
                + " implements Request<Gone> {}",
            "@MessageFor(type = Gone.class, channel = \"x\") class C {}",
            "@HandlerGroup @Retry(on = Gone.class) class H { @MessageHandler(delivery = 3) void"
                + " on(List<Gone> x) {} }",
            "@Publisher interface P { Gone x(Gone g); CompletionStage<?> y(O o); <T> T z(T... t);"
                + " }");
    assertThat(Compile.said(compilation))
        .isNotEmpty()
        .noneMatch(said -> said.contains("[DulyUnexpected]"));
  }

  private static final class Failing extends DulyProcessor {
    @Override
    void ready(Declaration declaration) {
      throw new IllegalStateException("two\nlines");
    }

    @Override
    void unready(Candidate candidate, Reading reading) {}
  }
}
