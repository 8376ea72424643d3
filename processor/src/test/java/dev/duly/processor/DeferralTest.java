/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

class DeferralTest {

  private static final JavaFileObject SHIPPING =
      Compile.source(
          """
          @HandlerGroup("shipping")
          public class Shipping {
            @MessageHandler
            @Idempotent
            public made.Shipped on(made.Ordered ordered) {
              return new made.Shipped(ordered.orderId());
            }
          }
          """);

  @Test
  void aHandlerOfAMessageAnotherProcessorMakesWaitsForIt() {
    Compilation compilation =
        compile(
            "Ordered",
            "@dev.duly.Message(channel = \"o\") public record Ordered(@dev.duly.IdempotencyKey"
                + " @dev.duly.PartitionKey String orderId) {}",
            "Shipped",
            "@dev.duly.Message(channel = \"s\") public record Shipped(@dev.duly.IdempotencyKey"
                + " @dev.duly.PartitionKey String orderId) {}");
    assertThat(Compile.said(compilation)).isEmpty();
    assertThat(compilation.generatedFiles())
        .extracting(JavaFileObject::getName)
        .contains(
            "/SOURCE_OUTPUT/made/Ordered_Message.java", "/SOURCE_OUTPUT/shop/Shipping_Wiring.java");
  }

  @Test
  void oneIndexHoldsWhatCameInSeveralRounds() {
    Compilation compilation =
        compile(
            "Ordered",
            "@dev.duly.Message(channel = \"o\") public record Ordered(@dev.duly.IdempotencyKey"
                + " @dev.duly.PartitionKey String orderId) {}",
            "Shipped",
            "@dev.duly.Message(channel = \"s\") public record Shipped(@dev.duly.IdempotencyKey"
                + " @dev.duly.PartitionKey String orderId) {}");
    assertThat(compilation.generatedFiles())
        .extracting(JavaFileObject::getName)
        .filteredOn(name -> name.startsWith("/SOURCE_OUTPUT/dev/duly/index/Module_"))
        .hasSize(1);
  }

  @Test
  void aTypeThatNeverComesIsReportedOnlyInTheEndAndTheOthersAreChecked() {
    Compilation compilation =
        compile(
            "Ordered",
            "@dev.duly.Message(channel = \"O\") public record Ordered(@dev.duly.IdempotencyKey"
                + " @dev.duly.PartitionKey String orderId) {}");
    assertThat(Compile.said(compilation))
        .anyMatch(said -> said.contains("[DulyUnresolvedType] Shipping needs Shipped"))
        .anyMatch(said -> said.contains("[DulyName] The channel 'O' is no valid name"));
  }

  private static Compilation compile(String... namesAndTexts) {
    return Compiler.javac()
        .withProcessors(new Maker(namesAndTexts), new DeclarationProcessor(), new IndexProcessor())
        .withOptions("-Aduly.owners=off")
        .compile(
            SHIPPING, JavaFileObjects.forSourceString("made.Here", "package made; class Here {}"));
  }

  /** A processor of somebody else: makes sources in the first round. */
  private static final class Maker extends AbstractProcessor {
    private final List<String> namesAndTexts;
    private boolean made;

    Maker(String... namesAndTexts) {
      this.namesAndTexts = List.of(namesAndTexts);
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      for (int i = 0; i < namesAndTexts.size() && !made; i += 2) {
        String name = "made." + namesAndTexts.get(i);
        try (Writer out = processingEnv.getFiler().createSourceFile(name).openWriter()) {
          out.write("package made; " + namesAndTexts.get(i + 1));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      made = true;
      return false;
    }
  }
}
