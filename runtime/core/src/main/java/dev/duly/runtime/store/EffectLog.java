/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.topology.MessageKey;
import java.time.Duration;
import java.util.Optional;

/**
 * What is known of calls to other systems, one record a key. The end of a call is written with
 * {@link UnitOfWork#conclude}, together with what it publishes; everything here is a short
 * transaction of its own, durable on return.
 *
 * <p>A record belongs to one attempt at a time: to whoever acquired it last. Every write of an
 * attempt that has lost its record to another is refused, however late it comes.
 *
 * <p>Safe for use by many threads. Every method throws {@link dev.duly.runtime.StoreException} if
 * the store did not do it, or nobody knows whether it did.
 */
public interface EffectLog {

  /**
   * Asks for the record of a key and says what is known of it, in one step: of several that ask at
   * the same moment one gets it. Asking again with the same {@link EffectRequest#owner()} gives the
   * same hold again, so a lost answer costs nothing.
   */
  EffectAnswer acquire(EffectRequest request);

  /**
   * Makes the lease end {@code lease} from now.
   *
   * @return false if the record belongs to another attempt by now, or has ended
   */
  boolean renew(EffectHold hold, Duration lease);

  /**
   * Ends the lease of an attempt that has surely had no effect, so that the next may begin at once.
   *
   * @return false if the record belongs to another attempt by now, or has ended
   */
  boolean release(EffectHold hold);

  /** How a key stands; empty if nothing is remembered of it. */
  Optional<EffectState> state(String scope, MessageKey key);
}
