/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.tools.javac.code.Type;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What catches catch. */
public final class Catches {
  private static final Set<String> EVERYTHING =
      Set.of(
          "java.lang.Exception",
          "java.lang.RuntimeException",
          "java.lang.Throwable",
          "java.lang.Error");

  /** Whether failures nobody thought of end here. */
  public static boolean everything(CatchTree clause) {
    Tree type = clause.getParameter().getType();
    List<? extends Tree> alternatives =
        type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    return alternatives.stream()
        .map(ASTHelpers::getType)
        .filter(Objects::nonNull)
        .map((Type caught) -> caught.tsym.getQualifiedName().toString())
        .anyMatch(EVERYTHING::contains);
  }

  private Catches() {}
}
