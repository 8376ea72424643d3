/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.frameworks.Calls;

/** Where a send says afterwards whether the broker has the message. */
public final class SendOutcomes {
  private static final String STAGE = "java.util.concurrent.CompletionStage";

  /** Calls on what a send returned whose callbacks hear of the failure; all their callbacks. */
  public static final Calls TELLS =
      Calls.of(
          STAGE + "#whenComplete",
          STAGE + "#whenCompleteAsync",
          STAGE + "#handle",
          STAGE + "#handleAsync",
          STAGE + "#exceptionally",
          STAGE + "#exceptionallyAsync",
          "org.springframework.util.concurrent.ListenableFuture#addCallback",
          "io.smallrye.mutiny.groups.UniSubscribe#with");

  private static final Calls TAKES_A_CALLBACK =
      Calls.of("org.apache.kafka.clients.producer.Producer#send");

  /** Whether the file at hand has a callback that may hear of a send's end. */
  public static boolean areToldIn(VisitorState state) {
    return TELLS.areInFile(state) || TAKES_A_CALLBACK.areInFile(state);
  }

  /** Whether a call is a send that takes what is to run afterwards as its last argument. */
  public static boolean isToldTo(MethodInvocationTree send, VisitorState state) {
    return send.getArguments().size() == 2 && TAKES_A_CALLBACK.matches(send, state);
  }

  /** Whether a callback's parameter is the failure. */
  public static boolean isFailure(Type parameter, VisitorState state) {
    return ASTHelpers.isSubtype(parameter, state.getSymtab().throwableType, state);
  }

  private SendOutcomes() {}
}
