/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.NewClassTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.ClassPath;
import dev.duly.checks.keys.Join;
import dev.duly.checks.keys.KeySite;
import dev.duly.checks.keys.Part;
import dev.duly.checks.keys.SplitKey;
import java.util.List;
import java.util.stream.Collectors;

/** A key joined from parts in a way that different parts give the same key. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A key is joined from parts: different messages can get the same key",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/AmbiguousKey")
public final class AmbiguousKey extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return ClassPath.hasDuly(state);
  }

  @Override
  void look(TreesOf file) {
    file.eachReporting(NewClassTree.class, this::matchCreation);
    file.eachReporting(ClassTree.class, this::matchClass);
  }

  private void matchClass(ClassTree tree, VisitorState state) {
    for (KeySite site : KeySite.declaredIn(tree, state)) {
      SuggestedFix fix = SplitKey.fix(site, tree, state);
      report(site, ASTHelpers.getSymbol(tree), fix, state);
    }
  }

  private void matchCreation(NewClassTree tree, VisitorState state) {
    Symbol message = ASTHelpers.getSymbol(tree).owner;
    for (KeySite site : KeySite.argumentsOf(tree, ASTHelpers.findEnclosingMethod(state), state)) {
      report(site, message, SuggestedFix.emptyFix(), state);
    }
  }

  private void report(KeySite site, Symbol message, SuggestedFix fix, VisitorState state) {
    List<Part> parts = Join.parts(site, state);
    if (!Join.isAmbiguous(parts) || Exclusions.apply(message, state)) {
      return;
    }
    String annotation = site.identity() ? "@IdempotencyKey" : "@PartitionKey";
    String variables =
        parts.stream()
            .filter(Part.Variable.class::isInstance)
            .map(part -> state.getSourceForNode(((Part.Variable) part).expression()))
            .collect(Collectors.joining(" and "));
    state.reportMatch(
        buildDescription(site.expression())
            .setMessage(
                "%s.%s joins %s into one text, and different parts can give the same one: \"1\" + \"23\" is \"12\" + \"3\", \"a-b\" + \"-\" + \"c\" is \"a\" + \"-\" + \"b-c\". %s Keep the parts apart: put %s on each of them, Duly joins them safely."
                    .formatted(
                        message.getSimpleName(),
                        site.key(),
                        variables,
                        site.identity()
                            ? "The second message then counts as a copy of the first and is dropped."
                            : "Messages that have nothing to do with each other then wait for each other.",
                        annotation))
            .addFix(fix)
            .build());
  }
}
