/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.jspecify.annotations.Nullable;

/**
 * A connection of H2, or a statement or updatable result set of one: what may change the database
 * goes through the gate.
 *
 * <p>A statement that waits for a row waits inside, and whom it waits for may stand outside. So it
 * waits in slices: after each it leaves the gate and is run again, up to the lock timeout of the
 * session. Not every statement can be repeated; those keep the gate open until they are done.
 */
final class GatedCalls implements InvocationHandler {
  private static final int SLICE_MILLIS = 10;
  private static final Set<String> UNGATED_OF_CONNECTION =
      Set.of("isClosed", "getMetaData", "getAutoCommit", "getWarnings", "clearWarnings", "abort");
  private static final Set<String> ROW_CHANGES = Set.of("insertRow", "updateRow", "deleteRow");

  private final Object target;
  private final @Nullable Object parent;
  private final GatedSource.Session session;
  private final Runnable afterCall;
  private final SqlText.Known texts;
  private final SqlText prepared;

  private GatedCalls(
      Object target,
      @Nullable Object parent,
      GatedSource.Session session,
      Runnable afterCall,
      SqlText.Known texts,
      SqlText prepared) {
    this.target = target;
    this.parent = parent;
    this.session = session;
    this.afterCall = afterCall;
    this.texts = texts;
    this.prepared = prepared;
  }

  static Connection gate(
      Connection connection, GatedSource.Session session, SqlText.Known texts, Runnable afterCall) {
    return proxy(
        Connection.class,
        new GatedCalls(connection, null, session, afterCall, texts, SqlText.UNKNOWN));
  }

  private static <T> T proxy(Class<T> type, GatedCalls calls) {
    return type.cast(
        Proxy.newProxyInstance(GatedCalls.class.getClassLoader(), new Class<?>[] {type}, calls));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // A proxy equals itself; its equals would come here again.
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    String name = method.getName();
    if (name.equals("equals")) {
      return arguments != null && proxy == arguments[0];
    }
    boolean up = name.equals(target instanceof ResultSet ? "getStatement" : "getConnection");
    if (up && parent != null) {
      return parent;
    }
    if (!isGated(name)) {
      return call(method, arguments);
    }
    SqlText text = textOf(name, arguments);
    Object result =
        name.startsWith("execute") && text.repeatable() && !name.endsWith("Batch")
            ? inSlices(method, arguments, text)
            : gated(method, arguments, text);
    if (target instanceof Connection && name.equals("close")) {
      session.passage.remove();
    }
    return wrapped(proxy, result, text);
  }

  private boolean isGated(String name) {
    if (target instanceof Connection) {
      return !UNGATED_OF_CONNECTION.contains(name);
    }
    if (target instanceof Statement) {
      return name.startsWith("execute") || name.equals("close") || name.equals("setQueryTimeout");
    }
    return ROW_CHANGES.contains(name);
  }

  private SqlText textOf(String name, Object @Nullable [] arguments) {
    if (arguments != null
        && arguments.length > 0
        && arguments[0] instanceof String sql
        && (name.startsWith("execute") || name.startsWith("prepare"))) {
      return texts.of(sql);
    }
    return prepared;
  }

  private @Nullable Object inSlices(Method method, Object @Nullable [] arguments, SqlText text)
      throws Throwable {
    SessionLocal local = session.local();
    int patience = local.getLockTimeout();
    int slice = Math.min(patience, SLICE_MILLIS);
    long start = System.nanoTime();
    while (true) {
      long attempt = System.nanoTime();
      local.setLockTimeout(slice);
      try {
        return gated(method, arguments, text);
      } catch (SQLException e) {
        // An attempt that was shorter did not wait it out: it was interrupted.
        if (e.getErrorCode() != ErrorCode.LOCK_TIMEOUT_1
            || millisSince(attempt) < slice
            || millisSince(start) >= patience) {
          throw e;
        }
      } finally {
        local.setLockTimeout(patience);
      }
    }
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }

  private @Nullable Object gated(Method method, Object @Nullable [] arguments, SqlText text)
      throws Throwable {
    session.reading(text.reads());
    session.passage.enter();
    try {
      return call(method, arguments);
    } finally {
      session.passage.leave();
      afterCall.run();
    }
  }

  private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private @Nullable Object wrapped(Object proxy, @Nullable Object result, SqlText text)
      throws SQLException {
    if (result instanceof CallableStatement) {
      return proxy(CallableStatement.class, below(proxy, result, text));
    }
    if (result instanceof PreparedStatement) {
      return proxy(PreparedStatement.class, below(proxy, result, text));
    }
    if (result instanceof Statement) {
      return proxy(Statement.class, below(proxy, result, SqlText.UNKNOWN));
    }
    if (result instanceof ResultSet rows && rows.getConcurrency() == ResultSet.CONCUR_UPDATABLE) {
      return proxy(ResultSet.class, below(proxy, result, SqlText.UNKNOWN));
    }
    return result;
  }

  private GatedCalls below(Object proxy, Object result, SqlText text) {
    return new GatedCalls(result, proxy, session, afterCall, texts, text);
  }
}
