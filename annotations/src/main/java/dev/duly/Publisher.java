/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An interface whose implementation is generated: each method publishes its one message parameter.
 * It returns {@code void} (waits for the confirmation), a {@code CompletionStage<Void>} (completes
 * with it) or, for a {@link Request}, the reply or a {@code CompletionStage} of it. Called inside a
 * handler, {@code void} methods join the handler's outbox.
 *
 * <p>Example: {@code @Publisher interface Orders { void placed(OrderPlaced event); }}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Publisher {
  /** How long a request waits for its reply. */
  String timeout() default "10s";
}
