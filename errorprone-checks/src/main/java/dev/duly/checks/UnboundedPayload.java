/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.WARNING;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.MethodInvocationTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.duly.checks.apis.Habits;
import dev.duly.checks.apis.Publishing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message that carries everything that was read, however much that is. */
@AutoService(BugChecker.class)
@BugPattern(
    summary =
        "A message carries something of any size: the broker refuses what is larger than it allows",
    severity = WARNING,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/UnboundedPayload")
public final class UnboundedPayload extends HintCheck implements MethodInvocationTreeMatcher {
  private static final long serialVersionUID = 1L;

  @Override
  public Description matchMethodInvocation(MethodInvocationTree tree, VisitorState state) {
    if (!isAskedFor(state) || !Publishing.PUBLISH.matches(tree, state)) {
      return NO_MATCH;
    }
    Optional<MethodInvocationTree> read = readingAll(tree.getArguments(), state);
    ClassTree type = ASTHelpers.findEnclosingNode(state.getPath(), ClassTree.class);
    if (read.isEmpty() || type == null || Exclusions.apply(ASTHelpers.getSymbol(type), state)) {
      return NO_MATCH;
    }
    return buildDescription(read.get())
        .setMessage(
            "This message carries all that %s gives, however much that is: brokers refuse what is larger than they allow (Kafka 1 MB by default, SQS 1 MiB at most), and then it is not sent at all. Store the content and send where it is, or send it in pieces."
                .formatted(state.getSourceForNode(read.get())))
        .build();
  }

  private static Optional<MethodInvocationTree> readingAll(
      List<? extends Tree> arguments, VisitorState state) {
    return Optional.ofNullable(
        new TreeScanner<@Nullable MethodInvocationTree, @Nullable Void>() {
          @Override
          public @Nullable MethodInvocationTree visitMethodInvocation(
              MethodInvocationTree call, @Nullable Void unused) {
            return Habits.READS_ALL.matches(call, state)
                ? call
                : super.visitMethodInvocation(call, null);
          }

          @Override
          public @Nullable MethodInvocationTree reduce(
              @Nullable MethodInvocationTree one, @Nullable MethodInvocationTree other) {
            return one == null ? other : one;
          }
        }.scan(arguments, null));
  }
}
