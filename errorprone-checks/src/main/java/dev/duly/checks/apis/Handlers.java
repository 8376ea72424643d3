/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodTree;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Which methods handle messages. */
public final class Handlers {
  private static final Set<String> HANDLER_ANNOTATIONS = Set.of(Vocabulary.MESSAGE_HANDLER);

  /** A method that a broker's message reaches. */
  public static final Matcher<MethodTree> HANDLER =
      (method, state) -> isHandler(ASTHelpers.getSymbol(method));

  /** As {@link #HANDLER}, for a declaration whose source is not at hand. */
  public static boolean isHandler(Element method) {
    for (AnnotationMirror annotation : method.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) annotation.getAnnotationType().asElement();
      if (HANDLER_ANNOTATIONS.contains(type.getQualifiedName().toString())) {
        return true;
      }
    }
    return false;
  }

  private Handlers() {}
}
