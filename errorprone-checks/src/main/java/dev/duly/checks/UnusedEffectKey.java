/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import dev.duly.checks.apis.ClassPath;
import dev.duly.checks.apis.Handlers;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.HandlerPromise;
import dev.duly.checks.handlers.HandlerCode;
import dev.duly.checks.identity.HandedOn;
import java.util.Set;

/** A handler that takes the key of its effect and tells it to nobody. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "The key of an external effect is not handed on: a repeated call cannot be recognised",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/UnusedEffectKey")
public final class UnusedEffectKey extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return ClassPath.hasDuly(state);
  }

  @Override
  void look(TreesOf file) {
    file.each(MethodTree.class, this::matchMethod);
  }

  private static final Set<String> KEYS = Set.of(Vocabulary.EFFECT_KEY, Vocabulary.STEP_KEY);

  private Description matchMethod(MethodTree tree, VisitorState state) {
    MethodSymbol handler = ASTHelpers.getSymbol(tree);
    if (tree.getBody() == null
        || !ClassPath.hasDuly(state)
        || !(Handlers.isOfDuly(handler) || HandlerPromise.isGuarded(handler))) {
      return NO_MATCH;
    }
    for (VariableTree parameter : tree.getParameters()) {
      VarSymbol key = ASTHelpers.getSymbol(parameter);
      if (KEYS.contains(key.type.tsym.getQualifiedName().toString())
          && !HandedOn.in(tree, key, state)
          && !Exclusions.excuse(state)) {
        return buildDescription(parameter)
            .setMessage(
                "%s takes %s and hands it to nobody: when it is called again after a crash or a timeout, the other system takes the call for a new one, and the effect happens twice. Give it to the call as its idempotency key: `%s.value()`."
                    .formatted(
                        HandlerCode.nameOf(handler),
                        state.getSourceForNode(parameter),
                        parameter.getName()))
            .build();
      }
    }
    return NO_MATCH;
  }
}
