/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.calls;

import dev.duly.Downstream;
import dev.duly.IdempotencyKey;
import dev.duly.Idempotent;

/** What an application's own threads do: in the store, and in a system that forgets keys. */
public interface Desk {
  /** Rows and a message of the store. */
  @Idempotent(scope = "desk.place")
  String place(@IdempotencyKey String order, int quantity);

  /** A letter that cannot be called back. */
  @Idempotent(mode = Idempotent.Mode.EFFECT, downstream = Downstream.NONE, scope = "desk.write")
  void write(@IdempotencyKey String order);
}
