/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker.CompilationUnitTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.duly.checks.declarations.FileIndex;
import dev.duly.checks.declarations.TreesInFile;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A check that looks only into the files that concern it. Error Prone asks each of its matchers at
 * every tree of a kind, and most files have nothing that any of ours is about.
 */
abstract class SelectiveCheck extends HandlerCheck implements CompilationUnitTreeMatcher {
  private static final long serialVersionUID = 1L;

  /** Whether the file at hand can have what the check is about. */
  abstract boolean concerns(VisitorState state);

  /** Looks at trees of the file, if it concerns the check. */
  abstract void look(TreesOf file);

  @Override
  public final Description matchCompilationUnit(CompilationUnitTree tree, VisitorState state) {
    if (concerns(state)) {
      look(new TreesOf(state));
    }
    return NO_MATCH;
  }

  /** As the matchers of Error Prone. */
  @FunctionalInterface
  interface Match<T> {
    Description at(T tree, VisitorState state);
  }

  /** The trees of a file, but those where the check is suppressed. */
  final class TreesOf {
    private final VisitorState file;
    private final boolean maySuppress;
    private final Map<Tree, Boolean> suppressed = new HashMap<>();

    private TreesOf(VisitorState file) {
      this.file = file;
      this.maySuppress = FileIndex.of(file).maySuppress();
    }

    /**
     * Reports what there is to say of each tree of a kind.
     *
     * @param kind one that {@link TreesInFile} keeps
     */
    <T extends Tree> void each(Class<T> kind, Match<T> match) {
      for (TreePath path : TreesInFile.of(file).of(kind)) {
        VisitorState here = file.withPath(path);
        Description found = match.at(kind.cast(path.getLeaf()), here);
        // Asked last: there is little to say of most, and the way up to what suppresses is long.
        if (!found.equals(NO_MATCH) && counts(path)) {
          here.reportMatch(found);
        }
      }
    }

    /** As above, for a match that reports by itself whatever there is to say of one tree. */
    <T extends Tree> void eachReporting(Class<T> kind, BiConsumer<T, VisitorState> match) {
      for (TreePath path : TreesInFile.of(file).of(kind)) {
        if (counts(path)) {
          match.accept(kind.cast(path.getLeaf()), file.withPath(path));
        }
      }
    }

    private boolean counts(TreePath path) {
      return !maySuppress || !isSuppressed(path);
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
            SelectiveCheck.this.isSuppressed(at.getLeaf(), file)
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
