/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.IfTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.Habits;
import dev.duly.checks.handlers.HandlerCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/** A handler that asks a store first and writes to it then. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A handler asks whether something is there and writes it then: two copies at once both find nothing",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/CheckThenAct")
public final class CheckThenAct extends HintCheck implements IfTreeMatcher {
  private static final long serialVersionUID = 1L;

  @Override
  public Description matchIf(IfTree tree, VisitorState state) {
    if (!isAskedFor(state)) {
      return NO_MATCH;
    }
    Set<Symbol> asked = stores(tree.getCondition(), Habits.ASKS);
    if (asked.isEmpty()) {
      return NO_MATCH;
    }
    Optional<Symbol> written =
        following(tree, state).stream()
            .flatMap(each -> stores(each, Habits.WRITES).stream())
            .filter(asked::contains)
            .findFirst();
    Optional<HandlerCode> code = written.isEmpty() ? Optional.empty() : handlerCode(state);
    if (code.isEmpty()) {
      return NO_MATCH;
    }
    return buildDescription(tree)
        .setMessage(
            "%s asks %s and writes to it afterwards: when two copies of a message are handled at the same time, both find nothing and both write, so the effect happens twice. Let the store decide: a unique constraint and a catch of its violation, an insert that does nothing on conflict, putIfAbsent."
                .formatted(code.get().handler(), written.get().getSimpleName()))
        .build();
  }

  /** What runs on the answer: the branches, and what follows where one of them returns. */
  private static List<Tree> following(IfTree tree, VisitorState state) {
    List<Tree> trees = new ArrayList<>();
    trees.add(tree.getThenStatement());
    trees.add(tree.getElseStatement());
    if (returns(tree.getThenStatement())
        && state.getPath().getParentPath().getLeaf() instanceof BlockTree block) {
      List<? extends StatementTree> statements = block.getStatements();
      trees.addAll(statements.subList(statements.indexOf(tree) + 1, statements.size()));
    }
    return trees;
  }

  private static boolean returns(StatementTree branch) {
    if (branch instanceof BlockTree block) {
      List<? extends StatementTree> statements = block.getStatements();
      return !statements.isEmpty() && returns(statements.get(statements.size() - 1));
    }
    return branch instanceof ReturnTree;
  }

  /** The fields on which methods of such names are called. */
  private static Set<Symbol> stores(@Nullable Tree tree, Pattern names) {
    Set<Symbol> stores = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        ExpressionTree receiver = ASTHelpers.getReceiver(call);
        Symbol store = receiver == null ? null : ASTHelpers.getSymbol(receiver);
        // A local one is seen by nobody else.
        if (store != null
            && store.getKind() == ElementKind.FIELD
            && names.matcher(ASTHelpers.getSymbol(call).getSimpleName()).matches()) {
          stores.add(store);
        }
        return super.visitMethodInvocation(call, null);
      }
    }.scan(tree, null);
    return stores;
  }
}
