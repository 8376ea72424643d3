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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trees of a file that checks begin at, each with its path, in the order of the source. One
 * walk for all checks that the file concerns; a file that concerns none has no need of it.
 */
public final class TreesInFile {
  private static final Set<Class<? extends Tree>> KINDS =
      Set.of(
          AnnotationTree.class,
          AssignmentTree.class,
          ClassTree.class,
          MemberReferenceTree.class,
          MethodInvocationTree.class,
          MethodTree.class,
          NewClassTree.class,
          TryTree.class);
  private static final OncePerFile<TreesInFile> OF_FILE =
      new OncePerFile<>(state -> new TreesInFile(state.getPath()));

  private final Map<Class<? extends Tree>, List<TreePath>> paths = new HashMap<>();

  private TreesInFile(TreePath file) {
    KINDS.forEach(kind -> paths.put(kind, new ArrayList<>()));
    new Walk().scan(file, null);
  }

  /** Of the file at hand. */
  public static TreesInFile of(VisitorState state) {
    return OF_FILE.get(state);
  }

  /** The paths of all trees of a kind; IllegalArgumentException where those are not kept. */
  public List<TreePath> of(Class<? extends Tree> kind) {
    List<TreePath> found = paths.get(kind);
    if (found == null) {
      throw new IllegalArgumentException(kind + " is not kept");
    }
    return found;
  }

  private final class Walk extends TreePathScanner<@Nullable Void, @Nullable Void> {
    @Override
    public @Nullable Void scan(@Nullable Tree tree, @Nullable Void unused) {
      List<TreePath> kept = tree == null ? null : paths.get(tree.getKind().asInterface());
      if (kept != null) {
        kept.add(new TreePath(getCurrentPath(), tree));
      }
      return super.scan(tree, null);
    }
  }
}
