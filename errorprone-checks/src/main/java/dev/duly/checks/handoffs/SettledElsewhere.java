/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handoffs;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Acknowledging;
import dev.duly.checks.apis.Settling;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the work that is handed off acknowledges the message itself, or gives what it needs for
 * that to somebody else: then the acknowledgement belongs to the work and comes after it.
 */
public final class SettledElsewhere extends TreeScanner<@Nullable Void, @Nullable Void> {
  private static final int DEPTH = 2;

  private final VisitorState state;
  private final Set<Symbol> visited = new HashSet<>();
  private boolean found;
  private int depth;

  private SettledElsewhere(VisitorState state) {
    this.state = state;
  }

  public static boolean by(Tree work, VisitorState state) {
    SettledElsewhere finder = new SettledElsewhere(state);
    finder.scan(work, null);
    return finder.found;
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
    settles(call);
    hands(call.getArguments());
    if (call.getMethodSelect() instanceof IdentifierTree) {
      follow(ASTHelpers.getSymbol(call));
    }
    return super.visitMethodInvocation(call, null);
  }

  @Override
  public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void unused) {
    settles(reference);
    follow(ASTHelpers.getSymbol(reference));
    return super.visitMemberReference(reference, null);
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree creation, @Nullable Void unused) {
    hands(creation.getArguments());
    // A job that stands in the same file.
    if (ASTHelpers.getType(creation) != null
        && ASTHelpers.getType(creation).tsym instanceof ClassSymbol type) {
      into(type, ASTHelpers.findClass(type, state));
    }
    return super.visitNewClass(creation, null);
  }

  private void settles(ExpressionTree call) {
    found |=
        Acknowledging.ACKNOWLEDGE.matches(call, state) || Acknowledging.REFUSE.matches(call, state);
  }

  private void hands(List<? extends ExpressionTree> values) {
    found |= values.stream().anyMatch(value -> Settling.hands(value, state));
  }

  private void follow(MethodSymbol method) {
    MethodTree body = method.isConstructor() ? null : ASTHelpers.findMethod(method, state);
    into(method, body == null ? null : body.getBody());
  }

  private void into(Symbol declaration, @Nullable Tree body) {
    if (body != null && depth < DEPTH && visited.add(declaration)) {
      depth++;
      scan(body, null);
      depth--;
    }
  }
}
