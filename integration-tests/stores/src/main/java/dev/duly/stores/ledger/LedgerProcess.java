/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.ledger;

import dev.duly.runtime.Duly;
import dev.duly.runtime.store.EmbeddedProvider;
import dev.duly.runtime.store.EmbeddedProvider.Embedded;
import dev.duly.stores.servers.ServerStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ServiceLoader;

/**
 * The application as a process: {@code directory url user from to}, the password in {@code
 * LEDGER_PASSWORD}. It publishes the payments of its numbers, every fifth one twice, says {@code
 * published}, works until nothing is left, says {@code done} and ends. Its queue is embedded, its
 * store a server's.
 */
public final class LedgerProcess {
  /** How many accounts there are. */
  public static final int ACCOUNTS = 20;

  private static final int TWICE = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private LedgerProcess() {}

  public static void main(String[] arguments) throws Exception {
    Embedded embedded =
        ServiceLoader.load(EmbeddedProvider.class)
            .findFirst()
            .orElseThrow()
            .open(Path.of(arguments[0]), Clock.systemUTC());
    try (Duly duly =
        Duly.builder()
            .instance("ledger")
            .source("ledger")
            .transport(embedded.transport())
            .store(ServerStore.open(arguments[1], arguments[2], System.getenv("LEDGER_PASSWORD")))
            .handlers(new Ledger(System.out), new Receipts())
            .start()) {
      for (int i = Integer.parseInt(arguments[3]); i < Integer.parseInt(arguments[4]); i++) {
        duly.publish(payment(i));
        if (i % TWICE == 0) {
          duly.publish(payment(i));
        }
      }
      System.out.println("published");
      System.out.flush();
      if (!duly.drain(PATIENCE)) {
        throw new IllegalStateException("there is work left after " + PATIENCE);
      }
      System.out.println("done");
    } finally {
      embedded.store().close();
    }
  }

  /** The payment of a number. */
  public static Paid payment(int number) {
    return new Paid("p-" + number, number % ACCOUNTS, 1 + number % 100);
  }
}
