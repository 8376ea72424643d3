/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;
import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.CompilationUnitTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.suppliers.Supplier;
import com.sun.source.tree.CompilationUnitTree;
import dev.duly.checks.apis.Options;
import dev.duly.checks.declarations.Remembered;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** An option of the checks that does nothing, said once a compilation. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "An option of Duly's checks is none, or its value cannot be read",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/UnknownDulyOption")
public final class UnknownDulyOption extends BugChecker implements CompilationUnitTreeMatcher {
  private static final long serialVersionUID = 1L;

  private static final Supplier<AtomicBoolean> SAID =
      new Remembered<>(state -> new AtomicBoolean());

  @Override
  public Description matchCompilationUnit(CompilationUnitTree tree, VisitorState state) {
    Options options = Options.of(state);
    if (options.unknown().isEmpty() && options.malformed().isEmpty()) {
      return NO_MATCH;
    }
    return SAID.get(state).getAndSet(true)
        ? NO_MATCH
        : buildDescription(tree.getTypeDecls().isEmpty() ? tree : tree.getTypeDecls().get(0))
            .setMessage(explain(options))
            .build();
  }

  private static String explain(Options options) {
    if (options.unknown().isEmpty()) {
      return "-XepOpt:Duly:PublisherMethods has '%s', which is no method: write qualified.Type#method, or qualified.Type#* for all of a type."
          .formatted(String.join("', '", options.malformed()));
    }
    return "-XepOpt:Duly:%s is no option of Duly's checks, so it changes nothing. There are: %s."
        .formatted(
            String.join(", -XepOpt:Duly:", options.unknown()),
            Arrays.stream(Options.Option.values())
                .map(option -> Options.PREFIX + option.text())
                .collect(Collectors.joining(", ")));
  }
}
