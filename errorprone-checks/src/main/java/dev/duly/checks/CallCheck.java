/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker.CompilationUnitTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import org.jspecify.annotations.Nullable;

/**
 * A check of calls and what goes with them. There are more of them than of anything else, and most
 * files have none that concerns a check: those are not walked through.
 */
abstract class CallCheck extends HandlerCheck implements CompilationUnitTreeMatcher {
  private static final long serialVersionUID = 1L;

  /** Whether the file at hand can have what the check is about. */
  abstract boolean concerns(VisitorState state);

  abstract Description matchCall(MethodInvocationTree call, VisitorState state);

  Description matchReference(MemberReferenceTree reference, VisitorState state) {
    return NO_MATCH;
  }

  Description matchCreation(NewClassTree creation, VisitorState state) {
    return NO_MATCH;
  }

  Description matchAssignment(AssignmentTree assignment, VisitorState state) {
    return NO_MATCH;
  }

  @Override
  public final Description matchCompilationUnit(CompilationUnitTree file, VisitorState state) {
    if (concerns(state)) {
      new Calls(state).scan(state.getPath(), null);
    }
    return NO_MATCH;
  }

  private final class Calls extends SuppressibleTreePathScanner<@Nullable Void, @Nullable Void> {
    private final VisitorState file;

    Calls(VisitorState file) {
      super(file);
      this.file = file;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      VisitorState here = file.withPath(getCurrentPath());
      here.reportMatch(matchCall(call, here));
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitMemberReference(
        MemberReferenceTree reference, @Nullable Void unused) {
      VisitorState here = file.withPath(getCurrentPath());
      here.reportMatch(matchReference(reference, here));
      return super.visitMemberReference(reference, null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree creation, @Nullable Void unused) {
      VisitorState here = file.withPath(getCurrentPath());
      here.reportMatch(matchCreation(creation, here));
      return super.visitNewClass(creation, null);
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree assignment, @Nullable Void unused) {
      VisitorState here = file.withPath(getCurrentPath());
      here.reportMatch(matchAssignment(assignment, here));
      return super.visitAssignment(assignment, null);
    }
  }
}
