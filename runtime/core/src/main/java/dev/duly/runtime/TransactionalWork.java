/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

/**
 * Work in one transaction of the store, outside of handlers.
 *
 * @param <X> what it may throw; nothing happened then
 */
@FunctionalInterface
public interface TransactionalWork<X extends Exception> {
  /** Does the work; it commits when this returns and rolls back when it throws. */
  void run(Transaction transaction, Outbox outbox) throws X;
}
