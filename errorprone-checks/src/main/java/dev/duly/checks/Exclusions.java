/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.Annotations;
import javax.lang.model.element.Element;

/** Code no check speaks of: tests, which declare wrong things on purpose, and generated classes. */
final class Exclusions {

  static boolean apply(Symbol declaration, VisitorState state) {
    return state.errorProneOptions().isTestOnlyTarget()
        || ASTHelpers.isJUnitTestCode(state)
        || isGenerated(declaration, state);
  }

  private static boolean isGenerated(Symbol declaration, VisitorState state) {
    for (Element each = declaration; each != null; each = each.getEnclosingElement()) {
      if (Annotations.has(each, Vocabulary.DULY_GENERATED)) {
        return true;
      }
    }
    return !ASTHelpers.getGeneratedBy(ASTHelpers.outermostClass(declaration), state).isEmpty();
  }

  private Exclusions() {}
}
