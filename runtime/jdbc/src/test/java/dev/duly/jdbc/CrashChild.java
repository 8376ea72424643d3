/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static dev.duly.jdbc.EmbeddedQueue.consumer;
import static dev.duly.jdbc.EmbeddedQueue.key;
import static dev.duly.jdbc.EmbeddedQueue.message;

import dev.duly.runtime.store.ClaimRequest;
import dev.duly.runtime.store.UnitOfWork;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that sends and commits as fast as it can and says what was confirmed, until it is
 * killed. With {@code trickle} it only sends, at leisure; with {@code hold} it opens the directory
 * and waits.
 */
final class CrashChild {
  private static final PrintStream OUT = System.out;
  static final int THREADS = 4;

  private CrashChild() {}

  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[1]);
    EmbeddedQueue db = new EmbeddedQueue(directory);
    if (args[0].equals("hold")) {
      OUT.println("open");
      Thread.sleep(Duration.ofMinutes(10).toMillis());
    }
    db.transport.open(consumer("orders", "billing")).close();
    if (args[0].equals("trickle")) {
      for (int thread = 0; thread < 2 * THREADS; thread++) {
        String name = args[2] + "-" + thread;
        new Thread(() -> trickle(db, name)).start();
      }
      return;
    }
    for (int thread = 0; thread < THREADS; thread++) {
      String name = args[2] + "-" + thread;
      new Thread(() -> work(db, name)).start();
    }
  }

  private static void work(EmbeddedQueue db, String name) {
    for (int i = 0; ; i++) {
      String id = name + "-" + i;
      say("try " + id);
      try (UnitOfWork unit = db.store.begin()) {
        unit.claim(List.of(new ClaimRequest("crash", key(id), Duration.ofDays(1), false)));
        try (PreparedStatement insert =
            unit.transaction()
                .connection()
                .prepareStatement("INSERT INTO business (id, half) VALUES (?, 1), (?, 2)")) {
          insert.setString(1, id);
          insert.setString(2, id);
          insert.executeUpdate();
        } catch (java.sql.SQLException e) {
          throw new IllegalStateException(e);
        }
        unit.enqueue(List.of(message("mail", id, id)));
        unit.commit();
      }
      say("committed " + id);
      db.send(message("orders", name, id));
      say("sent " + id);
    }
  }

  /** Many small writes with time between them, in which space is given back and used again. */
  private static void trickle(EmbeddedQueue db, String name) {
    for (int i = 0; ; i++) {
      String id = name + "-" + i;
      db.send(message("orders", name, id));
      say("sent " + id);
      LockSupport.parkNanos(2_000_000);
    }
  }

  private static void say(String line) {
    // One write a line: a reader never sees half of two.
    byte[] bytes = (line + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    synchronized (OUT) {
      OUT.write(bytes, 0, bytes.length);
      OUT.flush();
    }
  }
}
