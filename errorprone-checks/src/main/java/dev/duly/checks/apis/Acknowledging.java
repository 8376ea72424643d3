/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.sun.source.tree.ExpressionTree;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.apis.frameworks.Framework;
import dev.duly.checks.apis.frameworks.Frameworks;
import java.util.Optional;

/** Calls that tell a broker what became of a message. */
public final class Acknowledging {
  /** It is done: the broker forgets it. */
  public static final Matcher<ExpressionTree> ACKNOWLEDGE =
      Calls.of(Frameworks.ALL.stream().flatMap(each -> each.acknowledgements().stream()).toList());

  /** It is given back, or up, by name: the broker decides. */
  public static final Matcher<ExpressionTree> REFUSE =
      Calls.of(Frameworks.ALL.stream().flatMap(each -> each.refusals().stream()).toList());

  /** The library whose call an acknowledgement is. */
  public static Optional<Framework> libraryOf(ExpressionTree call, VisitorState state) {
    return Frameworks.ALL.stream()
        .filter(each -> Calls.of(each.acknowledgements()).matches(call, state))
        .findFirst();
  }

  private Acknowledging() {}
}
