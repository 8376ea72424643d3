/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.frameworks.Calls;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** The argument that widens an acknowledgement from one message to all before it. */
public final class MultipleFlag {
  private static final Calls SETTLE_ONE_OR_MORE =
      Calls.of(
          "com.rabbitmq.client.Channel#basicAck",
          "com.rabbitmq.client.Channel#basicNack",
          "io.vertx.rabbitmq.RabbitMQClient#basicAck",
          "io.vertx.rabbitmq.RabbitMQClient#basicNack");
  private static final int AFTER_THE_TAG = 1;

  private static final Set<String> SAYS_HOW_MANY =
      Set.of("all", "batch", "batched", "bulk", "cumulative", "many", "multi", "multiple");

  private static final Set<String> SAYS_HOW_IT_WENT =
      Set.of(
          "accepted",
          "complete",
          "completed",
          "done",
          "failed",
          "failure",
          "handled",
          "ok",
          "processed",
          "result",
          "success",
          "successful",
          "succeeded",
          "valid");

  /** Whether the file at hand has calls with such an argument. */
  public static boolean isIn(VisitorState state) {
    return SETTLE_ONE_OR_MORE.areInFile(state);
  }

  /** Empty where the call has none. */
  public static Optional<ExpressionTree> in(MethodInvocationTree call, VisitorState state) {
    return SETTLE_ONE_OR_MORE.matches(call, state) && call.getArguments().size() > AFTER_THE_TAG
        ? Optional.of(call.getArguments().get(AFTER_THE_TAG))
        : Optional.empty();
  }

  /** Whether a method is named for how many messages are meant: then the flag is used as it is. */
  public static boolean isMeantBy(ExpressionTree call) {
    return ASTHelpers.getSymbol(call) instanceof MethodSymbol method
        && !Collections.disjoint(Words.of(method.getSimpleName().toString()), SAYS_HOW_MANY);
  }

  /**
   * Whether a call asks an object for a setting: {@code isAsyncReplies()} is none of the work,
   * while {@code isHandled()} is.
   */
  public static boolean isSetting(ExpressionTree call) {
    return ASTHelpers.getSymbol(call) instanceof MethodSymbol method
        && method.getParameters().isEmpty()
        && Words.of(method.getSimpleName().toString()).get(0).matches("is|has|get")
        && Collections.disjoint(Words.of(method.getSimpleName().toString()), SAYS_HOW_IT_WENT);
  }

  private MultipleFlag() {}
}
