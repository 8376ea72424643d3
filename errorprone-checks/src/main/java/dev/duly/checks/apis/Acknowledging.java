/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.matchers.Matchers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.apis.frameworks.Framework;
import dev.duly.checks.apis.frameworks.Frameworks;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Calls that tell a broker what became of a message. */
public final class Acknowledging {
  private static final Calls NONE = Calls.of();
  private static final Map<Framework, Calls> BY_LIBRARY = byLibrary();

  private static final Matcher<ExpressionTree> IS_MAP = Matchers.isSubtypeOf("java.util.Map");
  private static final Calls ANY =
      Calls.of(Frameworks.ALL.stream().flatMap(each -> each.acknowledgements().stream()).toList());

  /** It is done: the broker forgets it. */
  public static final Matcher<ExpressionTree> ACKNOWLEDGE = ANY;

  /** It is given back, or up, by name: the broker decides. */
  public static final Matcher<ExpressionTree> REFUSE =
      Calls.of(Frameworks.ALL.stream().flatMap(each -> each.refusals().stream()).toList());

  /** Whether the file at hand acknowledges anywhere. */
  public static boolean isPossible(VisitorState state) {
    return ANY.areInFile(state);
  }

  /** Whether an acknowledgement says what is done, as offsets: it leaves out the rest. */
  public static boolean namesWhatIsDone(MethodInvocationTree call, VisitorState state) {
    return call.getArguments().stream().anyMatch(each -> IS_MAP.matches(each, state));
  }

  /** The library whose call an acknowledgement is. */
  public static Optional<Framework> libraryOf(ExpressionTree call, VisitorState state) {
    return BY_LIBRARY.keySet().stream().filter(each -> in(each).matches(call, state)).findFirst();
  }

  /** Those of one library. */
  public static Matcher<ExpressionTree> in(Framework library) {
    return BY_LIBRARY.getOrDefault(library, NONE);
  }

  private static Map<Framework, Calls> byLibrary() {
    Map<Framework, Calls> calls = new LinkedHashMap<>();
    Frameworks.ALL.forEach(each -> calls.put(each, Calls.of(each.acknowledgements())));
    return calls;
  }

  private Acknowledging() {}
}
