/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;

/**
 * Where a method does something to the world outside.
 *
 * @param at the call in that method: the one that does it, or of a method of its class
 * @param unit the method or lambda it runs in
 * @param call the one that does it
 */
public record Site(TreePath at, Tree unit, MethodInvocationTree call) {

  boolean isBefore(Site other) {
    return ASTHelpers.getStartPosition(at.getLeaf())
        < ASTHelpers.getStartPosition(other.at.getLeaf());
  }
}
