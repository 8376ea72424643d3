/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.util.TreeScanner;
import org.jspecify.annotations.Nullable;

/** True where one part of a tree is; looks into neither classes nor lambdas. */
abstract class AnyPart extends TreeScanner<Boolean, @Nullable Void> {
  @Override
  public Boolean reduce(@Nullable Boolean one, @Nullable Boolean other) {
    return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
  }

  @Override
  public Boolean visitClass(ClassTree tree, @Nullable Void unused) {
    return false;
  }

  @Override
  public Boolean visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
    return false;
  }
}
