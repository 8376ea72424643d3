/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StoreException;
import dev.duly.runtime.Transaction;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.FailureCause;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedMessage;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One JDBC transaction. */
final class JdbcUnitOfWork implements UnitOfWork {
  private final Database database;
  private final Inbox inbox;
  private final OutboxTable outbox;
  private final EffectTable effects;
  private final ParkingTable parking;
  private final Filed filed;
  private OpenUnit open;
  private Connection connection;
  private Transaction transaction;
  private @Nullable String transactionId;
  private boolean used;
  private boolean closed;

  JdbcUnitOfWork(
      Database database, Inbox inbox, OutboxTable outbox, EffectTable effects, ParkingTable parking)
      throws SQLException {
    this.database = database;
    this.inbox = inbox;
    this.outbox = outbox;
    this.effects = effects;
    this.parking = parking;
    this.filed = inbox.begin();
    this.open = database.beginUnit();
    this.connection = open.connection();
    this.transaction = new View(new GuardedConnection(connection));
  }

  @Override
  public Transaction transaction() {
    used = true;
    return transaction;
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    try {
      if (!used && !inbox.isPrepared(requests)) {
        beginAgainPrepared(requests);
      }
      used = true;
      Inbox.Claimed claimed = inbox.claim(connection, requests, filed);
      if (claimed.transactionId() != null) {
        transactionId = claimed.transactionId();
      }
      return claimed.claims();
    } catch (SQLException e) {
      throw failed("claim keys", e);
    }
  }

  /**
   * What claims need is written on another connection, and while every unit holds one of a pool, as
   * when many begin at once, there is no other: each would wait for the rest.
   */
  private void beginAgainPrepared(List<ClaimRequest> requests) throws SQLException {
    closed = true;
    open.close();
    inbox.prepare(requests);
    open = database.beginUnit();
    connection = open.connection();
    transaction = new View(new GuardedConnection(connection));
    closed = false;
  }

  @Override
  public void refuse(String scope, MessageKey key) {
    try {
      inbox.refuse(connection, scope, key, filed);
    } catch (SQLException e) {
      throw failed("refuse a key", e);
    }
  }

  @Override
  public void reply(String scope, MessageKey key, byte[] reply) {
    try {
      inbox.reply(connection, scope, key, reply, filed);
    } catch (SQLException e) {
      throw failed("keep a reply", e);
    }
  }

  @Override
  public boolean conclude(EffectHold hold, EffectEnd end) {
    try {
      used = true;
      return effects.conclude(connection, hold, end);
    } catch (SQLException e) {
      throw failed("write the end of a call", e);
    }
  }

  @Override
  public Set<String> parked(String group, Collection<String> keys) {
    try {
      return parking.parked(connection, group, keys);
    } catch (SQLException e) {
      throw failed("look up parked keys", e);
    }
  }

  @Override
  public void park(ParkedMessage message) {
    try {
      used = true;
      parking.park(connection, message);
    } catch (SQLException e) {
      throw failed("park a message", e);
    }
  }

  @Override
  public List<Boolean> parkBehind(List<ParkedMessage> messages) {
    try {
      used = true;
      return parking.parkBehind(connection, messages);
    } catch (SQLException e) {
      throw failed("park messages", e);
    }
  }

  @Override
  public boolean release(ParkedEntry entry) {
    try {
      used = true;
      return parking.release(connection, entry);
    } catch (SQLException e) {
      throw failed("release a parked message", e);
    }
  }

  @Override
  public void enqueue(List<Outgoing> messages) {
    try {
      used = true;
      outbox.add(connection, messages);
    } catch (SQLException e) {
      throw failed("add to the outbox", e);
    }
  }

  @Override
  public void commit() {
    try {
      open.commit(transactionId);
    } catch (SQLException e) {
      throw failed("commit", e);
    }
  }

  @Override
  public FailureCause causeOf(Throwable failure) {
    return new Blame(database.dialect()).of(failure, connection);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      open.close();
    } catch (SQLException e) {
      throw failed("roll back", e);
    }
  }

  private StoreException failed(String what, SQLException e) {
    return SqlFailures.store(database.dialect(), what, e);
  }

  private record View(Connection connection) implements Transaction {
    @Override
    public <T> T unwrap(Class<T> type) {
      if (type.isInstance(connection)) {
        return type.cast(connection);
      }
      throw new IllegalArgumentException(
          "a JDBC transaction is a java.sql.Connection, not a " + type.getName());
    }
  }
}
