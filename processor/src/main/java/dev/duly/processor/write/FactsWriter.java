/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.Vocabulary;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/** Writes what other declarations and other modules need to know of a message at compile time. */
public final class FactsWriter extends SourceWriter {

  public GeneratedFile write(MessageModel message) {
    MessageRef ref = message.ref();
    var name = Vocabulary.factsOf(ref.type());
    TypeSpec.Builder body = classNamed(name);
    fact(body, "CONTRACT", ref.contract().qualifiedName());
    fact(body, "CHANNEL", ref.channel());
    fact(body, "ID", ref.id());
    fact(body, "KIND", ref.kind().name());
    fact(body, "KEYED", ref.keyed() ? "yes" : "no");
    fact(body, "PARTITIONED", ref.partitioned() ? "yes" : "no");
    if (ref.reply() != null) {
      fact(body, "REPLY", ref.reply().qualifiedName());
    }
    body.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    String purpose =
        "What the processor knows of the "
            + ref.kind().name().toLowerCase(Locale.ROOT)
            + " {@code "
            + ref.type().shortName()
            + "} when it compiles other classes.";
    return file(name, purpose, ref.type().qualifiedName(), body);
  }

  private static void fact(TypeSpec.Builder body, String name, String value) {
    body.addField(
        FieldSpec.builder(String.class, name)
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
            .initializer("$S", value)
            .build());
  }
}
