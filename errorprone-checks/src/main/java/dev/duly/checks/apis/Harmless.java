/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import static com.google.errorprone.matchers.Matchers.anyOf;
import static com.google.errorprone.matchers.Matchers.instanceMethod;
import static com.google.errorprone.matchers.Matchers.staticMethod;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.frameworks.Call;
import dev.duly.checks.apis.frameworks.Calls;
import dev.duly.checks.apis.frameworks.Frameworks;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeKind;

/** Calls whose loss loses nothing: they read, compute or parse. */
public final class Harmless {
  private static final Set<String> COMPUTING_PACKAGES =
      Set.of("java.lang", "java.math", "java.text", "java.time", "java.util", "java.util.stream");

  private static final Pattern PARSING_NAME =
      Pattern.compile(
          "(parse|decode|deserialize|unmarshal|readValue|readTree|from(Json|String)).*");

  // These live in computing packages and still do what somebody else wrote.
  private static final Matcher<ExpressionTree> RUNS_OTHER_CODE =
      anyOf(
          instanceMethod().onDescendantOf("java.lang.Runnable"),
          instanceMethod().onDescendantOf("java.lang.Process"),
          instanceMethod().onExactClass("java.lang.ProcessBuilder"),
          instanceMethod().onExactClass("java.lang.Runtime"),
          instanceMethod().onDescendantOf("java.util.TimerTask"),
          instanceMethod().onDescendantOf("java.util.Timer"));

  private static final Matcher<ExpressionTree> CLOSES =
      instanceMethod().onDescendantOf("java.lang.AutoCloseable").named("close").withNoParameters();

  private static final Matcher<ExpressionTree> THREAD_CONTROL =
      anyOf(
          staticMethod().onClass("java.lang.Thread"),
          instanceMethod().onDescendantOf("java.lang.Thread").named("interrupt"));

  /** A pure computation of the JDK. */
  public static final Matcher<ExpressionTree> COMPUTES =
      (call, state) -> {
        if (THREAD_CONTROL.matches(call, state)) {
          return true;
        }
        Symbol method = ASTHelpers.getSymbol(call);
        return method != null
            && COMPUTING_PACKAGES.contains(
                state.getElements().getPackageOf(method).getQualifiedName().toString())
            && !RUNS_OTHER_CODE.matches(call, state);
      };

  // Collections of small computations that everybody's code is full of.
  private static final Matcher<ExpressionTree> COMPUTES_ELSEWHERE =
      staticMethod()
          .onClassAny(
              "com.google.common.base.MoreObjects",
              "com.google.common.base.Preconditions",
              "com.google.common.base.Strings",
              "org.apache.commons.lang3.ObjectUtils",
              "org.apache.commons.lang3.StringUtils",
              "org.apache.commons.lang3.Validate",
              "org.springframework.util.Assert",
              "org.springframework.util.ClassUtils",
              "org.springframework.util.CollectionUtils",
              "org.springframework.util.NumberUtils",
              "org.springframework.util.ObjectUtils",
              "org.springframework.util.StringUtils");

  /** A call that turns text or bytes into a value. */
  public static final Matcher<ExpressionTree> PARSES =
      (call, state) -> {
        Symbol method = ASTHelpers.getSymbol(call);
        return method != null && PARSING_NAME.matcher(method.getSimpleName()).matches();
      };

  /** A no-argument call that returns something, on a parameter or what such a call returned. */
  public static final Matcher<ExpressionTree> READS_A_PARAMETER =
      (call, state) -> isGetter(call) && rootIs(call, Set.of(ElementKind.PARAMETER));

  /** As {@link #READS_A_PARAMETER}, on a local variable or a caught exception as well. */
  public static final Matcher<ExpressionTree> READS_A_LOCAL =
      (call, state) ->
          isGetter(call)
              && rootIs(
                  call,
                  Set.of(
                      ElementKind.PARAMETER,
                      ElementKind.LOCAL_VARIABLE,
                      ElementKind.EXCEPTION_PARAMETER));

  /** Reading or writing a header of a broker's message. */
  private static final Matcher<ExpressionTree> ON_A_MESSAGE =
      Calls.of(
          Frameworks.ALL.stream()
              .flatMap(each -> each.messages().stream())
              .map(type -> new Call(type, Call.ANY))
              .toList());

  /** A call that is no work: nobody's order depends on it. */
  public static final Matcher<ExpressionTree> NO_WORK =
      anyOf(
          Logging.LOG_OR_RECORD,
          COMPUTES,
          COMPUTES_ELSEWHERE,
          PARSES,
          CLOSES,
          READS_A_PARAMETER,
          // What is not acknowledged, or given back in vain, comes again.
          Acknowledging.ACKNOWLEDGE,
          Acknowledging.REFUSE,
          ON_A_MESSAGE,
          Harmless::asksWhoSettles);

  /** {@code session.getTransacted()}: what one acknowledges with is asked, not used. */
  private static boolean asksWhoSettles(ExpressionTree call, VisitorState state) {
    return isGetter(call) && Settling.SETTLES.matches(call, state);
  }

  private static boolean isGetter(ExpressionTree call) {
    return ASTHelpers.getSymbol(call) instanceof Symbol.MethodSymbol method
        && method.getParameters().isEmpty()
        && method.getReturnType().getKind() != TypeKind.VOID;
  }

  private static boolean rootIs(ExpressionTree call, Set<ElementKind> kinds) {
    ExpressionTree receiver = ASTHelpers.getReceiver(call);
    while (receiver != null) {
      Symbol symbol = ASTHelpers.getSymbol(receiver);
      if (symbol == null) {
        return false;
      }
      if (symbol.getKind() != ElementKind.METHOD) {
        return kinds.contains(symbol.getKind());
      }
      if (!isGetter(receiver)) {
        return false;
      }
      receiver = ASTHelpers.getReceiver(receiver);
    }
    return false;
  }

  private Harmless() {}
}
