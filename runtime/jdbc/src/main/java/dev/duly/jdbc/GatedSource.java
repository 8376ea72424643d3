/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.command.Command;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;

/** Connections of H2 whose calls go through a {@link CommitGate}. */
final class GatedSource {
  private final DataSource source;
  private final CommitGate gate;
  private final Runnable afterCall;
  private final SqlText.Known texts = new SqlText.Known();

  private GatedSource(DataSource source, CommitGate gate, Runnable afterCall) {
    this.source = source;
    this.gate = gate;
    this.afterCall = afterCall;
  }

  /**
   * The source with a gate.
   *
   * @param afterCall run after each call that has gone through, outside
   */
  static DataSource of(DataSource source, CommitGate gate, Runnable afterCall) {
    GatedSource gated = new GatedSource(source, gate, afterCall);
    return (DataSource)
        Proxy.newProxyInstance(
            GatedSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getConnection") && method.getParameterCount() == 0) {
                return gated.connection();
              }
              try {
                return method.invoke(source, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  // Opening a session runs statements too: the settings of the URL.
  private Connection connection() throws SQLException {
    Session session = new Session(gate);
    session.passage.enter();
    try {
      Connection connection = source.getConnection();
      session.local = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      return GatedCalls.gate(connection, session, texts, afterCall);
    } catch (SQLException | RuntimeException | Error e) {
      session.passage.remove();
      throw e;
    } finally {
      session.passage.leave();
    }
  }

  /** A session of H2 and its way through the gate. */
  static final class Session {
    final CommitGate.Passage passage;
    private @Nullable SessionLocal local;
    private volatile boolean reading;

    private Session(CommitGate gate) {
      this.passage = gate.passage(this::isReading);
    }

    SessionLocal local() {
      if (local == null) {
        throw new IllegalStateException("the session is not open yet");
      }
      return local;
    }

    /** Says whether the text of the next call promises to change nothing. */
    void reading(boolean value) {
      reading = value;
    }

    // A query may take long, and whoever waits for a commit need not wait for it. The text alone
    // does not tell: a function may write. H2 alone does not either: for it FOR UPDATE and FINAL
    // TABLE read only.
    private boolean isReading() {
      if (!reading || local == null) {
        return false;
      }
      try {
        Command command = local.getCurrentCommand();
        return command != null && command.isReadOnly();
      } catch (RuntimeException e) {
        // It has ended meanwhile.
        return false;
      }
    }
  }
}
