/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;

/** Calls of methods of the class they stand in. */
final class OwnCalls {

  /** Whether a call has no receiver, or {@code this}. */
  static boolean isOne(MethodInvocationTree call) {
    ExpressionTree method = call.getMethodSelect();
    return method instanceof IdentifierTree
        || (method instanceof MemberSelectTree select
            && select.getExpression() instanceof IdentifierTree name
            && name.getName().contentEquals("this"));
  }

  private OwnCalls() {}
}
