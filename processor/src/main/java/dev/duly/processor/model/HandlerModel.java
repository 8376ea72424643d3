/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handler.
 *
 * @param name {@code Billing.charge}
 * @param method {@code charge}
 * @param place the method
 * @param flaws what keeps the method from being called: "is private"
 * @param parameters in declared order
 * @param result what it returns
 * @param delivery the name of the {@code DeliveryMode}
 * @param timeout null for the lease
 * @param idempotent null without a guard
 * @param retry its own or its class's; null for Duly's
 * @param ownRetry whether the retry is declared on the method itself
 * @param deadLetter its own; null for its class's
 * @param bestEffort the reason why loss is acceptable; null if it was not declared
 */
public record HandlerModel(
    String name,
    String method,
    Place place,
    List<String> flaws,
    List<ParameterModel> parameters,
    ResultModel result,
    Declared<String> delivery,
    @Nullable DurationText timeout,
    @Nullable IdempotentModel idempotent,
    @Nullable RetryModel retry,
    boolean ownRetry,
    @Nullable DeadLetterModel deadLetter,
    @Nullable Declared<String> bestEffort) {

  /** The message; null if the first parameter is none. */
  public @Nullable MessageRef message() {
    return parameters.isEmpty() ? null : parameters.get(0).message();
  }

  /** Whether what it returns is the reply of a request. */
  public boolean answers() {
    MessageRef message = message();
    return message != null && message.kind() == MessageKind.REQUEST;
  }

  /** What is said of its call to another system; null in every mode but EFFECT. */
  public @Nullable EffectModel effect() {
    return idempotent != null && idempotent.isEffect() ? idempotent.effect() : null;
  }

  public boolean batch() {
    return !parameters.isEmpty() && parameters.get(0).role() == ParameterModel.Role.BATCH;
  }
}
