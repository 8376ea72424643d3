/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.Transaction;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * One transaction over business rows, dedupe rows and outgoing messages. Used by one thread. Every
 * method throws {@link dev.duly.runtime.StoreException} if the store did not do it; the unit is
 * then only good for closing.
 */
public interface UnitOfWork extends AutoCloseable {

  /** What a handler sees. */
  Transaction transaction();

  /**
   * Claims distinct keys in one round trip; the answers are in the order of the requests. A key
   * that another open unit holds is waited for. Nothing is kept of one whose stable time is too old
   * or too new.
   */
  List<Claim> claim(List<ClaimRequest> requests);

  /** Remembers a claimed key as refused for good. */
  void refuse(String scope, MessageKey key);

  /** Remembers the reply to a claimed request. */
  void reply(String scope, MessageKey key, byte[] reply);

  /**
   * Writes the end of a call to another system, if its record still belongs to the attempt. A lease
   * that is over does no harm as long as nobody else has acquired the record.
   *
   * @return false if the record belongs to another attempt by now, or has ended; nothing was
   *     written then
   */
  boolean conclude(EffectHold hold, EffectEnd end);

  /**
   * Which of {@code keys} are parked for {@code group}. Nothing is locked: a key may be freed
   * before this unit ends, which {@link #parkBehind} then says. One round trip.
   */
  Set<String> parked(String group, Collection<String> keys);

  /**
   * Parks a message, and its key with it if that is not parked yet. One with an identity that waits
   * there already is left as it is.
   */
  void park(ParkedMessage message);

  /**
   * Puts messages behind what waits of their keys, in the order given. One with an identity that
   * waits there already is left as it is. From here on nothing else comes in or goes out of these
   * keys until this unit ends: call it last.
   *
   * @return for each whether it waits now; false if its key is not parked any more
   */
  List<Boolean> parkBehind(List<ParkedMessage> messages);

  /**
   * Takes the first message of a key out; the last one frees the key. From here on nothing else
   * comes in or goes out of the key until this unit ends: call it last.
   *
   * @return whether {@code entry} was the first of its key; otherwise nothing is changed
   */
  boolean release(ParkedEntry entry);

  /** Adds outgoing messages, in order. */
  void enqueue(List<Outgoing> messages);

  /** Makes everything durable; when it throws, the outcome is unknown. */
  void commit();

  /**
   * Whether the store made a handler fail in this unit. The unit is only good for closing
   * afterwards.
   *
   * @param failure what the handler has thrown; the store's own failure may be a cause of it
   */
  FailureCause causeOf(Throwable failure);

  /** Rolls back what was not committed. */
  @Override
  void close();
}
