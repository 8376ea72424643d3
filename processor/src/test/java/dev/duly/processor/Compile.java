/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/** Compiles sources with both processors and shows what they said. */
public final class Compile {
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
  private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|interface|enum) (\\w+)");

  /** The messages the examples of the rules know. */
  public static final String SHOP =
      """
      @Message(channel = "orders")
      record OrderPlaced(
          @IdempotencyKey @PartitionKey String orderId, String customerId, @OccurredAt Instant placedAt) {}

      @Message(channel = "payments")
      record PaymentTaken(@IdempotencyKey @PartitionKey String orderId, long cents) {}

      @Message(channel = "payments", kind = MessageKind.COMMAND)
      record TakePayment(@IdempotencyKey @PartitionKey String orderId, long cents) {}

      record Quote(String sku, long cents) {}

      @Message(channel = "quotes", kind = MessageKind.REQUEST)
      record QuoteRequest(@IdempotencyKey String id, @PartitionKey String sku)
          implements Request<Quote> {}
      """;

  private Compile() {}

  /** A source file; imports of Duly's annotations and of common classes are added. */
  public static JavaFileObject source(String text) {
    String imports =
        "import dev.duly.*; import dev.duly.runtime.*; import java.time.Instant;"
            + " import java.util.*; import java.util.concurrent.CompletionStage;";
    Matcher home = PACKAGE.matcher(text);
    String whole =
        home.find() ? home.replaceFirst("$0 " + imports) : "package shop; " + imports + " " + text;
    return exactly(whole);
  }

  /** A source file as it is. */
  public static JavaFileObject exactly(String text) {
    Matcher home = PACKAGE.matcher(text);
    Matcher type = TYPE.matcher(text.replaceAll("(?s)/\\*.*?\\*/", ""));
    String packageName = home.find() ? home.group(1) : "shop";
    String simpleName =
        text.contains("package-file") ? "package-info" : type.find() ? type.group(1) : "None";
    return JavaFileObjects.forSourceString(packageName + "." + simpleName, text);
  }

  /** Compiles with both processors. */
  public static Compilation with(List<String> options, List<JavaFileObject> sources) {
    List<String> all = new ArrayList<>(options);
    all.add("-Xlint:-processing");
    return Compiler.javac()
        .withProcessors(new DeclarationProcessor(), new IndexProcessor())
        .withOptions(all)
        .compile(sources);
  }

  /** Compiles and does not speak of owners, which most examples leave out. */
  public static Compilation of(String... sources) {
    return with(List.of("-Aduly.owners=off"), Arrays.stream(sources).map(Compile::source).toList());
  }

  /** What is said of {@code source} next to the messages of {@link #SHOP}. */
  public static List<String> inShop(String source, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    if (all.stream().noneMatch(option -> option.startsWith("-Aduly.owners"))) {
      all.add("-Aduly.owners=off");
    }
    return said(with(all, List.of(source(SHOP), source(source))));
  }

  /** What was said, one line each: {@code ERROR 3 [DulyName] …}. */
  public static List<String> said(Compilation compilation) {
    return compilation.diagnostics().stream()
        .filter(it -> it.getKind() != Diagnostic.Kind.NOTE || text(it).startsWith("[Duly"))
        .map(it -> kind(it) + " " + it.getLineNumber() + " " + text(it))
        .toList();
  }

  private static String text(Diagnostic<?> diagnostic) {
    return diagnostic.getMessage(Locale.ROOT);
  }

  private static String kind(Diagnostic<?> diagnostic) {
    return diagnostic.getKind() == Diagnostic.Kind.MANDATORY_WARNING
        ? "WARNING"
        : diagnostic.getKind().name();
  }
}
