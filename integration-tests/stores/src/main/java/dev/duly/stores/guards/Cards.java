/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.guards;

import dev.duly.Downstream;
import dev.duly.IdempotencyKey;
import dev.duly.Idempotent;
import dev.duly.runtime.EffectKey;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Three ways to charge a card, one for each thing that the other end may do about repetition. */
public interface Cards {
  /** What the other end answers; it makes a new id for each charge. */
  record Receipt(String id) {}

  /** The other end charges whenever it is called. */
  @Idempotent(
      mode = Idempotent.Mode.EFFECT,
      downstream = Downstream.NONE,
      scope = "cards.forgetful",
      lease = "400ms")
  Receipt forgetful(@IdempotencyKey String order, long cents) throws SQLException;

  /** The other end charges once for a key. */
  @Idempotent(
      mode = Idempotent.Mode.EFFECT,
      downstream = Downstream.KEYED,
      scope = "cards.keyed",
      lease = "400ms")
  Receipt keyed(@IdempotencyKey String order, long cents, @Nullable EffectKey key)
      throws SQLException;

  /** The charge is a row of the store's own database. */
  @Idempotent(scope = "cards.own")
  Receipt own(@IdempotencyKey String order, long cents) throws SQLException;
}
