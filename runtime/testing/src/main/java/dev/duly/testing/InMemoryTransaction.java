/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.Transaction;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * The transaction of an {@link InMemoryStore}: named tables a handler under test can have effects
 * in.
 *
 * <pre>{@code
 * transaction.unwrap(InMemoryTransaction.class).merge("stock", order.sku(), -1, Integer::sum);
 * }</pre>
 *
 * <p>A row that was read or written belongs to the transaction until it ends; another one that
 * wants it waits. Two that would wait for each other fail with a {@code StoreException}.
 */
public final class InMemoryTransaction implements Transaction {
  private final InMemoryUnit unit;

  InMemoryTransaction(InMemoryUnit unit) {
    this.unit = unit;
  }

  /**
   * The value of a row, as this transaction sees it.
   *
   * @throws ClassCastException if the value is not a {@code type}
   */
  public <T> Optional<T> get(String table, Object key, Class<T> type) {
    return Optional.ofNullable(type.cast(unit.read(new InMemoryStore.Row(table, key))));
  }

  /** Writes a row. */
  public void put(String table, Object key, Object value) {
    unit.write(new InMemoryStore.Row(table, key), value);
  }

  /** Removes a row; one that is not there is no error. */
  public void remove(String table, Object key) {
    unit.write(new InMemoryStore.Row(table, key), null);
  }

  /**
   * Writes {@code value} where there is none, else what {@code merger} makes of the old and the
   * given value.
   *
   * @return the new value
   * @throws ClassCastException if {@code merger} cannot take the old value
   */
  public <T> T merge(String table, Object key, T value, BinaryOperator<T> merger) {
    Object old = unit.read(new InMemoryStore.Row(table, key));
    @SuppressWarnings("unchecked") // The merger finds out, as documented.
    T merged = old == null ? value : merger.apply((T) old, value);
    put(table, key, merged);
    return merged;
  }

  /** There is none; the exception says what to use instead. */
  @Override
  public Connection connection() {
    throw new UnsupportedOperationException(
        "[DulyNoConnection] The in-memory store has no JDBC connection. Test handlers with SQL on"
            + " the embedded H2 store of duly-jdbc, or use unwrap(InMemoryTransaction.class)."
            + " (https://duly.dev/errors#DulyNoConnection)");
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new IllegalArgumentException(
        "the transaction of an in-memory store is no " + type.getName());
  }
}
