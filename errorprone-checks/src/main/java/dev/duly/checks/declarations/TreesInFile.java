/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import com.google.errorprone.VisitorState;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trees of a file that checks begin at, each with its path, in the order of the source. One
 * walk for all checks that the file concerns; a file that concerns none has no need of it.
 */
public final class TreesInFile {
  private static final OncePerFile<TreesInFile> OF_FILE =
      new OncePerFile<>(state -> new TreesInFile(state.getPath()));

  private final Map<Class<? extends Tree>, List<TreePath>> paths = new HashMap<>();

  private TreesInFile(TreePath file) {
    new Walk().scan(file, null);
  }

  /** Of the file at hand. */
  public static TreesInFile of(VisitorState state) {
    return OF_FILE.get(state);
  }

  /**
   * The paths of all trees of a kind.
   *
   * @param kind of those that are kept: calls, references, creations, assignments, tries,
   *     annotations, methods, classes
   */
  public List<TreePath> of(Class<? extends Tree> kind) {
    return paths.getOrDefault(kind, List.of());
  }

  private final class Walk extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private void keep(Class<? extends Tree> kind) {
      paths.computeIfAbsent(kind, none -> new ArrayList<>()).add(getCurrentPath());
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      keep(MethodInvocationTree.class);
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitMemberReference(
        MemberReferenceTree reference, @Nullable Void unused) {
      keep(MemberReferenceTree.class);
      return super.visitMemberReference(reference, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree creation, @Nullable Void unused) {
      keep(NewClassTree.class);
      return super.visitNewClass(creation, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree assignment, @Nullable Void unused) {
      keep(AssignmentTree.class);
      return super.visitAssignment(assignment, null);
    }

    @Override
    public @Nullable Void visitTry(TryTree attempt, @Nullable Void unused) {
      keep(TryTree.class);
      return super.visitTry(attempt, null);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void unused) {
      keep(AnnotationTree.class);
      return super.visitAnnotation(annotation, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      keep(MethodTree.class);
      return super.visitMethod(method, null);
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      keep(ClassTree.class);
      return super.visitClass(type, null);
    }
  }
}
