/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Writes the index of one module: all it has, for the runtime to find. */
public final class IndexWriter extends SourceWriter {

  /**
   * What a module has.
   *
   * @param contracts the contracts of its messages
   * @param wirings the wirings of its handler classes
   * @param publishers the implementations of its publishers
   * @param guards the decorators of its interfaces with guarded methods
   */
  public record Content(
      SortedSet<TypeRef> contracts,
      SortedSet<TypeRef> wirings,
      SortedSet<TypeRef> publishers,
      SortedSet<TypeRef> guards) {

    private SortedSet<TypeRef> all() {
      SortedSet<TypeRef> all = new TreeSet<>(contracts);
      all.addAll(wirings);
      all.addAll(publishers);
      all.addAll(guards);
      return all;
    }
  }

  public GeneratedFile write(Content content) {
    TypeRef name = TypeRef.of(Vocabulary.INDEX_PACKAGE, "Module_" + digest(content));
    TypeSpec.Builder body =
        classNamed(name)
            .addSuperinterface(type(Vocabulary.MODULE_INDEX))
            .addMethod(
                list("messages", Vocabulary.MESSAGE_CONTRACT, content.contracts(), "$T.CONTRACT"))
            .addMethod(list("handlers", Vocabulary.HANDLER_WIRING, content.wirings(), "new $T()"))
            .addMethod(
                list(
                    "publishers",
                    Vocabulary.PUBLISHER_WIRING,
                    content.publishers(),
                    "new $T.Wiring()"));
    if (!content.guards().isEmpty()) {
      body.addMethod(list("guards", Vocabulary.GUARD_WIRING, content.guards(), "new $T.Wiring()"));
    }
    return file(
        name,
        "All that Duly generated in one module; the runtime finds it as a service.",
        String.join(", ", packages(content)),
        body);
  }

  private static SortedSet<String> packages(Content content) {
    SortedSet<String> packages = new TreeSet<>();
    content.all().forEach(type -> packages.add(type.packageName()));
    return packages;
  }

  private static MethodSpec list(
      String method, TypeRef type, SortedSet<TypeRef> items, String format) {
    TypeName any = ParameterizedTypeName.get(type(type), WildcardTypeName.subtypeOf(Object.class));
    List<CodeBlock> codes = items.stream().map(item -> CodeBlock.of(format, type(item))).toList();
    return override(method, ParameterizedTypeName.get(ClassName.get(List.class), any))
        .addStatement("return $L", listOf(codes))
        .build();
  }

  /** Two modules never have the same content, so never the same name. */
  private static String digest(Content content) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (TypeRef type : content.all()) {
        sha256.update(type.qualifiedName().getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) '\n');
      }
      return HexFormat.of().formatHex(sha256.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      // Every Java platform must have SHA-256 (java.security.MessageDigest).
      throw new LinkageError("SHA-256 is missing", e);
    }
  }
}
