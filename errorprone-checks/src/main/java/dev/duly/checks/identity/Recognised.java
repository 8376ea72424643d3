/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.identity;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import dev.duly.checks.keys.Locals;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether code asks first if it has seen the message: then no copy gets an identity of its own. */
public final class Recognised {
  private static final Pattern ASKS =
      Pattern.compile(
          "(exists|find|get|load|lookup|contains|count|has|was|already|putIfAbsent|setIfAbsent|tryInsert|insertIfAbsent|add|is(New|First|Duplicate|Processed|Handled|Known|Seen|Already|Repeat)).*");

  /**
   * Whether a tree stands in a branch, or after an early exit, that depends on such a question.
   *
   * @param path the path of the tree
   */
  public static boolean before(TreePath path, VisitorState state) {
    Tree child = path.getLeaf();
    for (TreePath at = path.getParentPath(); at != null; at = at.getParentPath()) {
      Tree parent = at.getLeaf();
      if (parent instanceof MethodTree) {
        return false;
      }
      if (parent instanceof IfTree branch
          && !branch.getCondition().equals(child)
          && asks(branch.getCondition(), state)) {
        return true;
      }
      if (parent instanceof BlockTree block && leavesBefore(child, block, state)) {
        return true;
      }
      child = parent;
    }
    return false;
  }

  private static boolean leavesBefore(Tree child, BlockTree block, VisitorState state) {
    for (StatementTree statement : block.getStatements()) {
      if (statement.equals(child)) {
        return false;
      }
      if (statement instanceof IfTree branch
          && leaves(branch.getThenStatement())
          && asks(branch.getCondition(), state)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leaves(StatementTree statement) {
    if (statement instanceof BlockTree block) {
      List<? extends StatementTree> inside = block.getStatements();
      return !inside.isEmpty() && leaves(inside.get(inside.size() - 1));
    }
    return statement instanceof ReturnTree
        || statement instanceof ContinueTree
        || statement instanceof ThrowTree;
  }

  private static boolean asks(ExpressionTree condition, VisitorState state) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      private boolean inLocal;

      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        // A getter without arguments reads; a question names what it asks for.
        found[0] |=
            !call.getArguments().isEmpty()
                && ASKS.matcher(ASTHelpers.getSymbol(call).getSimpleName()).matches();
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
        if (!inLocal) {
          inLocal = true;
          scan(Locals.valuesOf(name, ASTHelpers.findEnclosingMethod(state)), null);
          inLocal = false;
        }
        return null;
      }
    }.scan(condition, null);
    return found[0];
  }

  private Recognised() {}
}
