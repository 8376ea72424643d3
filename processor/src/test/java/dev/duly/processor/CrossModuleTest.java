/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossModuleTest {
  @TempDir Path contracts;

  private static final List<JavaFileObject> MODULE_A =
      List.of(
          Compile.source(
              """
              package a;
              @Message(channel = "orders")
              public record OrderPlaced(@IdempotencyKey @PartitionKey String orderId) {}
              """),
          Compile.source(
              """
              package legacy;
              public class ShipmentAvro {
                public String getShipmentId() { return "s"; }
              }
              """),
          Compile.source(
              """
              package a.contracts;
              @MessageFor(
                  type = legacy.ShipmentAvro.class, channel = "shipments", kind = MessageKind.COMMAND,
                  idempotencyKey = "shipmentId", partitionKey = "shipmentId")
              public final class Contracts {}
              """));

  private static final JavaFileObject MODULE_B =
      Compile.source(
          """
          package b;
          @HandlerGroup("shipping")
          class Shipping {
            @MessageHandler
            @Idempotent
            legacy.ShipmentAvro on(a.OrderPlaced order) {
              return new legacy.ShipmentAvro();
            }

            @MessageHandler
            @Idempotent
            void ship(legacy.ShipmentAvro shipment) {}
          }
          """);

  @Test
  void aHandlerFindsTheContractsOfAnotherModule() throws Exception {
    Compilation moduleB = compileAgainstA(MODULE_B);
    assertThat(Compile.said(moduleB)).isEmpty();
    String wiring =
        moduleB
            .generatedSourceFile("b.Shipping_Wiring")
            .orElseThrow()
            .getCharContent(false)
            .toString();
    assertThat(wiring)
        .contains("import a.OrderPlaced_Message;", "import a.contracts.ShipmentAvro_Message;");
  }

  @Test
  void theIndexesOfTwoModulesHaveDifferentNames() throws Exception {
    Compilation moduleB = compileAgainstA(MODULE_B);
    assertThat(index(moduleB)).hasSize(1).doesNotContainAnyElementsOf(index(moduleA()));
  }

  @Test
  void testsAreAModuleOfTheirOwn() throws Exception {
    Compilation tests =
        compileAgainstA(
            Compile.source(
                """
                package a;
                @HandlerGroup("probe")
                class Probe {
                  @MessageHandler @Idempotent void on(OrderPlaced order) {}
                }
                """));
    assertThat(Compile.said(tests)).isEmpty();
    assertThat(index(tests)).hasSize(1).doesNotContainAnyElementsOf(index(moduleA()));
  }

  @Test
  void aModuleWithoutDeclarationsHasNoIndex() {
    Compilation compilation = Compile.of("class Plain {}");
    assertThat(compilation.generatedFiles())
        .extracting(JavaFileObject::getName)
        .containsExactly("/CLASS_OUTPUT/shop/Plain.class");
  }

  private static List<String> index(Compilation compilation) {
    return compilation.generatedSourceFiles().stream()
        .map(JavaFileObject::getName)
        .filter(name -> name.contains("/dev/duly/index/Module_"))
        .toList();
  }

  private static Compilation moduleA() {
    return Compile.with(List.of(), MODULE_A);
  }

  private Compilation compileAgainstA(JavaFileObject... sources) throws Exception {
    for (JavaFileObject file : moduleA().generatedFiles()) {
      if (file.getKind() == JavaFileObject.Kind.CLASS) {
        Path target = contracts.resolve(file.getName().replaceFirst("^/CLASS_OUTPUT/", ""));
        Files.createDirectories(target.getParent());
        try (InputStream in = file.openInputStream()) {
          Files.write(target, in.readAllBytes());
        }
      }
    }
    List<File> path = new ArrayList<>(List.of(contracts.toFile()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      path.add(new File(entry));
    }
    return Compiler.javac()
        .withProcessors(new DeclarationProcessor(), new IndexProcessor())
        .withOptions("-Aduly.owners=off")
        .withClasspath(path)
        .compile(sources);
  }
}
