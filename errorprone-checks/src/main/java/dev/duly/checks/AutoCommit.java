/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.MethodInvocationTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.Habits;
import java.util.List;

/** A Kafka consumer that commits by the clock. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A Kafka consumer commits by the clock: what it has polled and not yet handled can be lost",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/AutoCommit")
public final class AutoCommit extends HintCheck implements MethodInvocationTreeMatcher {
  private static final long serialVersionUID = 1L;

  @Override
  public Description matchMethodInvocation(MethodInvocationTree tree, VisitorState state) {
    if (!isAskedFor(state) || !switchesOn(tree.getArguments())) {
      return NO_MATCH;
    }
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    if (type != null && Exclusions.apply(ASTHelpers.getSymbol(type), state)) {
      return NO_MATCH;
    }
    return buildDescription(tree)
        .setMessage(
            "With %s the consumer commits what it has polled every few seconds, handled or not: if the process stops in between, or handles on another thread, those records do not come back and their work is lost. Set it to false and commit after the work; listener containers do that by themselves."
                .formatted(Habits.AUTO_COMMIT))
        .build();
  }

  /** Whichever map or builder takes it: the name of the property says enough. */
  private static boolean switchesOn(List<? extends ExpressionTree> arguments) {
    for (int i = 0; i + 1 < arguments.size(); i++) {
      if (Habits.AUTO_COMMIT.equals(ASTHelpers.constValue(arguments.get(i)))
          && isTrue(arguments.get(i + 1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTrue(ExpressionTree value) {
    Object constant = ASTHelpers.constValue(value);
    Symbol symbol = ASTHelpers.getSymbol(value);
    return "true".equals(String.valueOf(constant))
        || (symbol != null && symbol.getSimpleName().contentEquals("TRUE"));
  }
}
