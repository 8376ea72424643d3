/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.CodeBlock;
import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.List;

/** The code that makes a key of its parts. */
final class KeyCode {
  private final String receiver;
  private final List<CodeBlock> nulls = new ArrayList<>();
  private final CodeBlock.Builder chain = CodeBlock.builder();

  /**
   * A key without parts.
   *
   * @param builder what collects the parts
   * @param receiver what stands before an accessor: {@code message.}
   */
  KeyCode(TypeRef builder, String receiver) {
    this.receiver = receiver;
    chain.add("new $T()", SourceWriter.type(builder));
  }

  void add(KeyPart part) {
    if (part.type() == KeyPart.Type.RECORD || part.type() == KeyPart.Type.BOXED_NUMBER) {
      // The part is opened before the runtime can look at it.
      nulls.add(
          CodeBlock.builder()
              .beginControlFlow("if ($L$L == null)", receiver, part.accessor())
              .addStatement(
                  "throw new $T($S)", SourceWriter.type(Vocabulary.INVALID_KEY), part.name())
              .endControlFlow()
              .build());
    }
    if (part.type() == KeyPart.Type.RECORD) {
      part.parts().forEach(this::add);
    } else {
      chain.add(".$L($S, $L$L)", adder(part.type()), part.name(), receiver, part.accessor());
    }
  }

  /** What is looked at before: a part that is null has no inside. */
  List<CodeBlock> nulls() {
    return nulls;
  }

  CodeBlock key() {
    return CodeBlock.of("$L.toKey()", chain.build());
  }

  private static String adder(KeyPart.Type type) {
    return switch (type) {
      case NUMBER, BOXED_NUMBER -> "number";
      case UUID -> "uuid";
      case NAME -> "name";
      default -> "text";
    };
  }
}
