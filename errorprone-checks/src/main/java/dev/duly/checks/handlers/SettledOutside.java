/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handlers;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.duly.checks.apis.Acknowledging;
import org.jspecify.annotations.Nullable;

/**
 * A consumer that only takes messages in: it is acknowledged elsewhere in the class, once the work
 * is done, so its return says nothing to the broker.
 */
public final class SettledOutside {

  /** Whether the outermost class acknowledges, and nowhere in a handler's own code. */
  public static boolean of(HandlerCode code, VisitorState state) {
    // Who calls a method that only takes a message may well acknowledge whatever it returns.
    if (code.takesMessageOnly()) {
      return false;
    }
    Matcher<ExpressionTree> acknowledgements = Acknowledging.in(code.framework());
    boolean[] inside = {false};
    boolean[] outside = {false};
    new TreePathScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        if (acknowledgements.matches(call, state)) {
          boolean handles =
              HandlerCode.around(getCurrentPath(), method -> true, state)
                  .filter(found -> !found.takesMessageOnly())
                  .isPresent();
          inside[0] |= handles;
          outside[0] |= !handles;
        }
        return super.visitMethodInvocation(call, null);
      }
    }.scan(outermost(state.getPath()), null);
    return outside[0] && !inside[0];
  }

  private static TreePath outermost(TreePath path) {
    TreePath outermost = path;
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof ClassTree) {
        outermost = at;
      }
    }
    return outermost;
  }

  private SettledOutside() {}
}
