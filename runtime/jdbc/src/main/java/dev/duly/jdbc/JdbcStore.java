/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StartupException;
import dev.duly.runtime.StoreException;
import dev.duly.runtime.store.Claim;
import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.Topology;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Inbox, outbox, attempts, effect log and parking in a database. */
final class JdbcStore implements Store {
  private static final int PURGE_BATCH = 500;

  private final Database database;
  private final ScopeNumbers scopes;
  private final Inbox inbox;
  private final OutboxTable outbox;
  private final OutboxReader relaying;
  private final AttemptsTable attempts;
  private final EffectTable effectTable;
  private final EffectLog effects;
  private final ParkingTable parkingTable;
  private final Parking parking;
  private final Housekeeping purge;
  private final AtomicBoolean closed = new AtomicBoolean();

  JdbcStore(Database database, Clock clock) {
    this.database = database;
    this.scopes = new ScopeNumbers(database);
    this.inbox = database.dialect().inbox(database, scopes, clock);
    this.outbox = database.dialect().outbox();
    this.attempts = new AttemptsTable(database.dialect(), scopes, clock);
    this.relaying = database.dialect().relaying(database, outbox);
    this.effectTable = new EffectTable(database.dialect(), scopes, clock);
    this.effects = new JdbcEffects(database, effectTable, clock);
    this.parkingTable = new ParkingTable(database.dialect().columns());
    this.parking = new JdbcParking(database, parkingTable);
    this.purge = new Housekeeping(clock, Duration.ofSeconds(10));
  }

  @Override
  public void prepare(Topology topology) {
    try {
      for (String scope : topology.scopes()) {
        scopes.of(scope);
      }
      inbox.prepare();
    } catch (SQLException e) {
      if (SqlFailures.hasItsOwnWayOut(e)) {
        throw SqlFailures.startup(e);
      }
      throw new StartupException(
          "DulyStoreFailed",
          "The store could not register the dedupe scopes and make the inbox ready.",
          "The cause says what the database answered.",
          e);
    }
  }

  @Override
  public UnitOfWork begin() {
    try {
      return new JdbcUnitOfWork(database, inbox, outbox, effectTable, parkingTable);
    } catch (SQLException e) {
      throw failed("begin a transaction", e);
    }
  }

  @Override
  public EffectLog effects() {
    return effects;
  }

  @Override
  public Parking parking() {
    return parking;
  }

  @Override
  public List<OutboxEntry> outbox(int max) {
    // Here the purge delays nobody but the relay, which runs beside the handlers.
    purge.ifDue(this::purge);
    try {
      return relaying.take(max);
    } catch (SQLException e) {
      throw failed("read the outbox", e);
    }
  }

  @Override
  public void removeFromOutbox(Collection<OutboxEntry> entries) {
    try {
      relaying.done(entries);
    } catch (SQLException e) {
      throw failed("remove relayed messages", e);
    }
  }

  @Override
  public Optional<Claim.State> outcome(String scope, MessageKey key) {
    try {
      return database.read(connection -> inbox.outcome(connection, scope, key));
    } catch (SQLException e) {
      throw failed("look up a key", e);
    }
  }

  @Override
  public int recordAttempt(String scope, MessageKey key) {
    return run("count an attempt", connection -> attempts.count(connection, scope, key));
  }

  @Override
  public void clearAttempts(String scope, MessageKey key) {
    run(
        "clear the attempts of a key",
        connection -> {
          attempts.clear(connection, scope, key);
          return 0;
        });
  }

  /**
   * Removes some keys and calls whose window is over; waits for no transaction.
   *
   * @return whether there may be more
   */
  boolean purge() {
    boolean keys;
    try {
      keys = inbox.tidy();
    } catch (SQLException e) {
      throw failed("tidy up the inbox", e);
    }
    int calls = run("purge calls", connection -> effectTable.purge(connection, PURGE_BATCH));
    return keys || calls == PURGE_BATCH;
  }

  private <T> T run(String what, Database.Work<T> work) {
    try {
      return database.write(work);
    } catch (SQLException e) {
      throw failed(what, e);
    }
  }

  private StoreException failed(String what, SQLException e) {
    return SqlFailures.store(database.dialect(), what, e);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        relaying.close();
      } catch (SQLException e) {
        throw failed("give up its turn to relay", e);
      } finally {
        database.release();
      }
    }
  }
}
