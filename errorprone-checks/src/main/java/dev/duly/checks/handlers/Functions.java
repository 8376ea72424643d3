/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handlers;

import com.google.errorprone.VisitorState;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.duly.checks.declarations.OncePerFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The lambdas of classes, and the references to their own methods. Each counts for the innermost
 * class around it: inner classes have handlers of their own.
 */
final class Functions extends TreeScanner<@Nullable Void, @Nullable Void> {
  private static final OncePerFile<Map<ClassTree, List<Tree>>> OF_FILE =
      new OncePerFile<>(state -> in(state.getPath().getCompilationUnit()));

  private final Map<ClassTree, List<Tree>> functions = new LinkedHashMap<>();
  private final Deque<ClassTree> around = new ArrayDeque<>();

  private Functions() {}

  /** All classes of the file at hand, the innermost too. */
  static Set<ClassTree> classes(VisitorState state) {
    return OF_FILE.get(state).keySet();
  }

  /** Of a class of this file or another. */
  static List<Tree> of(ClassTree type, VisitorState state) {
    List<Tree> here = OF_FILE.get(state).get(type);
    return here == null ? in(type).getOrDefault(type, List.of()) : here;
  }

  private static Map<ClassTree, List<Tree>> in(Tree tree) {
    Functions scanner = new Functions();
    scanner.scan(tree, null);
    return scanner.functions;
  }

  @Override
  public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
    functions.put(type, new ArrayList<>());
    around.push(type);
    super.visitClass(type, null);
    around.pop();
    return null;
  }

  @Override
  public @Nullable Void visitLambdaExpression(LambdaExpressionTree lambda, @Nullable Void unused) {
    add(lambda);
    return super.visitLambdaExpression(lambda, null);
  }

  @Override
  public @Nullable Void visitMemberReference(MemberReferenceTree reference, @Nullable Void unused) {
    if (isThis(reference.getQualifierExpression())) {
      add(reference);
    }
    return super.visitMemberReference(reference, null);
  }

  private void add(Tree function) {
    ClassTree type = around.peek();
    if (type != null) {
      functions.computeIfAbsent(type, each -> new ArrayList<>()).add(function);
    }
  }

  /** Whether a receiver is the object itself. */
  static boolean isThis(ExpressionTree receiver) {
    return receiver instanceof IdentifierTree name
        && (name.getName().contentEquals("this") || name.getName().contentEquals("super"));
  }
}
