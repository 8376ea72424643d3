/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker.CompilationUnitTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.duly.checks.declarations.FileIndex;
import dev.duly.checks.declarations.TreesInFile;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A check that looks only into the files that concern it. Error Prone asks each of its matchers at
 * every tree of a kind, and most files have nothing that any of ours is about. What it looks at
 * there it says by the interfaces below, which are Error Prone's matchers otherwise.
 */
abstract class SelectiveCheck extends HandlerCheck implements CompilationUnitTreeMatcher {
  private static final long serialVersionUID = 1L;

  /** Whether the file at hand can have what the check is about. */
  abstract boolean concerns(VisitorState state);

  @FunctionalInterface
  interface OfCalls {
    Description matchCall(MethodInvocationTree call, VisitorState state);
  }

  @FunctionalInterface
  interface OfReferences {
    Description matchReference(MemberReferenceTree reference, VisitorState state);
  }

  @FunctionalInterface
  interface OfCreations {
    Description matchCreation(NewClassTree creation, VisitorState state);
  }

  @FunctionalInterface
  interface OfAssignments {
    Description matchAssignment(AssignmentTree assignment, VisitorState state);
  }

  @FunctionalInterface
  interface OfTries {
    Description matchTry(TryTree attempt, VisitorState state);
  }

  @FunctionalInterface
  interface OfAnnotations {
    Description matchAnnotation(AnnotationTree annotation, VisitorState state);
  }

  @FunctionalInterface
  interface OfMethods {
    Description matchMethod(MethodTree method, VisitorState state);
  }

  @FunctionalInterface
  interface OfClasses {
    Description matchClass(ClassTree type, VisitorState state);
  }

  @Override
  public final Description matchCompilationUnit(CompilationUnitTree tree, VisitorState state) {
    if (!concerns(state)) {
      return NO_MATCH;
    }
    File file = new File(state);
    if (this instanceof OfClasses check) {
      file.each(ClassTree.class, check::matchClass);
    }
    if (this instanceof OfMethods check) {
      file.each(MethodTree.class, check::matchMethod);
    }
    if (this instanceof OfAnnotations check) {
      file.each(AnnotationTree.class, check::matchAnnotation);
    }
    if (this instanceof OfTries check) {
      file.each(TryTree.class, check::matchTry);
    }
    if (this instanceof OfAssignments check) {
      file.each(AssignmentTree.class, check::matchAssignment);
    }
    if (this instanceof OfCreations check) {
      file.each(NewClassTree.class, check::matchCreation);
    }
    if (this instanceof OfReferences check) {
      file.each(MemberReferenceTree.class, check::matchReference);
    }
    if (this instanceof OfCalls check) {
      file.each(MethodInvocationTree.class, check::matchCall);
    }
    return NO_MATCH;
  }

  @FunctionalInterface
  private interface Match<T> {
    Description at(T tree, VisitorState state);
  }

  /** A file that concerns the check; what is suppressed in it is passed over. */
  private final class File {
    private final VisitorState state;
    private final Map<Tree, Boolean> suppressed = new HashMap<>();

    File(VisitorState state) {
      this.state = state;
    }

    <T extends Tree> void each(Class<T> kind, Match<T> match) {
      boolean maySuppress = FileIndex.of(state).maySuppress();
      for (TreePath path : TreesInFile.of(state).of(kind)) {
        if (!maySuppress || !isSuppressed(path)) {
          VisitorState here = state.withPath(path);
          here.reportMatch(match.at(kind.cast(path.getLeaf()), here));
        }
      }
    }

    private boolean isSuppressed(@Nullable TreePath path) {
      TreePath at = path;
      while (at != null && !isDeclaration(at.getLeaf())) {
        at = at.getParentPath();
      }
      if (at == null) {
        return false;
      }
      Boolean known = suppressed.get(at.getLeaf());
      if (known == null) {
        known =
            SelectiveCheck.this.isSuppressed(at.getLeaf(), state)
                || isSuppressed(at.getParentPath());
        suppressed.put(at.getLeaf(), known);
      }
      return known;
    }

    private static boolean isDeclaration(Tree tree) {
      return tree instanceof ClassTree
          || tree instanceof MethodTree
          || tree instanceof VariableTree;
    }
  }
}
