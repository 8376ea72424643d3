/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.guards;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.duly.runtime.Duly;
import dev.duly.runtime.KeyInProgressException;
import dev.duly.runtime.KeyReusedException;
import dev.duly.runtime.OutcomeUnknownException;
import dev.duly.stores.servers.ServerStore;
import dev.duly.testing.InMemoryTransport;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A process that calls: {@code url user}, the password in {@code GUARD_PASSWORD}. It says {@code
 * ready}, and of each call that it reads, {@code way order cents}, how it ended: {@code done},
 * {@code wait} for so many milliseconds, {@code unknown}, {@code reused} or {@code failed}.
 */
public final class GuardProcess {
  private static final int CALLERS = 8;

  private final Cards cards;

  private GuardProcess(Cards cards) {
    this.cards = cards;
  }

  public static void main(String[] arguments) throws Exception {
    String password = System.getenv("GUARD_PASSWORD");
    CardCompany.Books books =
        () -> DriverManager.getConnection(arguments[0], arguments[1], password);
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    try (Duly duly =
            Duly.builder()
                .transport(new InMemoryTransport(Clock.systemUTC()))
                .store(ServerStore.open(arguments[0], arguments[1], password))
                .start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      GuardProcess process =
          new GuardProcess(
              duly.guard(Cards.class, new CardCompany(books, duly, GuardProcess::say)));
      say("ready");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", 3);
        callers.execute(() -> process.call(words[0], words[1], Long.parseLong(words[2])));
      }
    } finally {
      callers.shutdownNow();
    }
  }

  private void call(String way, String order, long cents) {
    try {
      say("done " + order + " " + charge(way, order, cents).id());
    } catch (KeyInProgressException e) {
      say("wait " + order + " " + e.retryAfter().toMillis());
    } catch (OutcomeUnknownException e) {
      say("unknown " + order);
    } catch (KeyReusedException e) {
      say("reused " + order);
    } catch (SQLException | RuntimeException e) {
      say("failed " + order + " " + e);
    }
  }

  private Cards.Receipt charge(String way, String order, long cents) throws SQLException {
    return switch (way) {
      case "forgetful" -> cards.forgetful(order, cents);
      case "keyed" -> cards.keyed(order, cents, null);
      case "own" -> cards.own(order, cents);
      default -> throw new IllegalArgumentException(way);
    };
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
