/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handlers;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import javax.lang.model.element.Name;

/** Loops, and lambdas that run here and now, once for each element. */
public final class Loops {

  /** Whether a tree is a loop statement. */
  public static boolean isLoop(Tree tree) {
    return tree instanceof ForLoopTree
        || tree instanceof EnhancedForLoopTree
        || tree instanceof WhileLoopTree
        || tree instanceof DoWhileLoopTree;
  }

  /** Whether a lambda or method reference is what a {@code forEach} of the JDK runs. */
  public static boolean isBodyOfForEach(TreePath function) {
    return function.getParentPath().getLeaf() instanceof MethodInvocationTree call
        && isForEach(call);
  }

  static boolean isForEach(MethodInvocationTree call) {
    Name name = ASTHelpers.getSymbol(call).getSimpleName();
    return (name.contentEquals("forEach") || name.contentEquals("forEachOrdered"))
        && call.getArguments().size() == 1;
  }

  private Loops() {}
}
