/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** Axon Framework 4, and the names of 5. */
final class Axon {
  static final Framework AXON =
      Framework.named("Axon")
          .afterFailure(
              "with PropagatingErrorHandler the processor retries it, and a dead-letter queue can keep it")
          .handlers(
              "org.axonframework.eventhandling.EventHandler",
              "org.axonframework.messaging.eventhandling.annotation.EventHandler",
              "org.axonframework.modelling.saga.SagaEventHandler")
          .build();

  private Axon() {}
}
