/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.topology.MessageKey;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The effect log in a database: short transactions, each durable on return. Whoever acquires a call
 * must not wait for an owner that was paused.
 */
final class JdbcEffects implements EffectLog {
  // A row that was committed meanwhile is seen by the next try, so more than a few mean trouble.
  private static final int TRIES = 20;

  private final Database database;
  private final EffectTable table;
  private final Clock clock;

  JdbcEffects(Database database, EffectTable table, Clock clock) {
    this.database = database;
    this.table = table;
    this.clock = clock;
  }

  @Override
  public EffectAnswer acquire(EffectRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return database.writeEach(connection -> table.acquire(connection, request));
      } catch (SQLException e) {
        if (attempt == TRIES || !database.dialect().isDuplicateKey(e)) {
          throw failed("acquire a call", e);
        }
      }
    }
  }

  @Override
  public boolean renew(EffectHold hold, Duration lease) {
    try {
      return database.writeEach(
          connection -> table.lease(connection, hold, Times.now(clock).plus(lease)));
    } catch (SQLException e) {
      throw failed("renew the lease of a call", e);
    }
  }

  @Override
  public boolean release(EffectHold hold) {
    try {
      return database.writeEach(connection -> table.lease(connection, hold, null));
    } catch (SQLException e) {
      throw failed("release a call", e);
    }
  }

  @Override
  public Optional<EffectState> state(String scope, MessageKey key) {
    try {
      return database.read(connection -> table.state(connection, scope, key));
    } catch (SQLException e) {
      throw failed("look up a call", e);
    }
  }

  private StoreException failed(String what, SQLException e) {
    return SqlFailures.store(database.dialect(), what, e);
  }
}
