/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.stores.CallingProcess.Answer;
import dev.duly.stores.CallingProcess.Call;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed among its guarded calls, again and again, and another one repeats them with
 * the same keys: nothing is charged twice, whoever was told a result is told the same again, and
 * what nobody can know is said to be unknown. {@code -Dduly.guard.kills=200} makes it a long
 * search, {@code -Dduly.seed=…} another one.
 */
class KilledGuardTest {
  private static final int KILLS = Integer.getInteger("duly.guard.kills", 4);
  private static final long SEED = Long.getLong("duly.seed", 42);
  private static final List<String> WAYS = List.of("forgetful", "keyed", "own");
  private static final int OF_EACH = 5;
  // A call says calling, called and how it ended.
  private static final int LINES = 3 * OF_EACH * WAYS.size();

  @TempDir Path directory;

  private final Random random = new Random(SEED);
  private final Map<String, Answer> told = new HashMap<>();
  private final Map<String, Answer> repeated = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void nothingIsChargedTwiceAndResultsAreRemembered() throws Exception {
    List<Call> calls = new ArrayList<>();
    List<Call> shared = new ArrayList<>();
    try (DatabaseServer server = Product.POSTGRES.find();
        Database database = server.createDatabase()) {
      createTable(database);
      try (CallingProcess one = process(database);
          CallingProcess other = process(database)) {
        for (int kill = 0; kill < KILLS; kill++) {
          List<Call> killed = calls("killed-" + kill);
          calls.addAll(killed);
          try (CallingProcess victim = process(database)) {
            victim.begin(killed);
            told.putAll(victim.killAt(1 + random.nextInt(LINES - 1)));
          }
          // A dead process keeps its own rows for 30 s: they are repeated together, at the end.
          repeated.putAll(one.call(killed.stream().filter(call -> !isOwn(call)).toList()));
          List<Call> both = calls("shared-" + kill);
          shared.addAll(both);
          callTogether(one, other, both);
        }
        repeated.putAll(one.call(calls.stream().filter(KilledGuardTest::isOwn).toList()));
        againInAnother(other, calls);
        calls.addAll(shared);
        withOtherPayloads(other, calls);
      }
      check(database, calls);
    }
  }

  private CallingProcess process(Database database) throws Exception {
    return new CallingProcess(database, directory.resolve("log"));
  }

  private List<Call> calls(String name) {
    List<Call> calls = new ArrayList<>();
    for (int i = 0; i < OF_EACH; i++) {
      for (String way : WAYS) {
        calls.add(new Call(way, way + "-" + name + "-" + i, 1 + random.nextInt(1000)));
      }
    }
    Collections.shuffle(calls, random);
    return calls;
  }

  private static boolean isOwn(Call call) {
    return call.way().equals("own");
  }

  /** Two processes with the same keys at the same time, and both again when they are done. */
  private void callTogether(CallingProcess one, CallingProcess other, List<Call> both)
      throws Exception {
    one.begin(both);
    other.begin(both);
    Map<String, Answer> first = one.ends(both.size());
    Map<String, Answer> second = other.ends(both.size());
    Map<String, Answer> later = one.call(both);
    for (Call call : both) {
      Answer answer = later.get(call.order());
      for (Answer early : List.of(first.get(call.order()), second.get(call.order()))) {
        if (!early.end().equals("wait") && !early.equals(answer)) {
          wrong.add("together " + call + " ends with " + early + ", later with " + answer);
        }
      }
      repeated.put(call.order(), answer);
      told.put(call.order(), answer);
    }
  }

  /** What was answered once stays the answer, in any process. */
  private void againInAnother(CallingProcess other, List<Call> calls) throws Exception {
    Map<String, Answer> answers = other.call(calls);
    answers.forEach(
        (order, answer) -> {
          if (!answer.equals(repeated.get(order))) {
            wrong.add(order + " ends with " + repeated.get(order) + ", later with " + answer);
          }
        });
  }

  private void withOtherPayloads(CallingProcess other, List<Call> calls) throws Exception {
    List<Call> mistaken = calls.stream().map(Call::withOtherPayload).toList();
    other
        .call(mistaken)
        .forEach(
            (order, answer) -> {
              if (!answer.end().equals("reused")) {
                wrong.add(order + " with another payload ends with " + answer);
              }
            });
  }

  private void check(Database database, List<Call> calls) throws SQLException {
    Map<String, List<String>> charges = charges(database);
    int twice = 0;
    int unknown = 0;
    int remembered = 0;
    for (Call call : calls) {
      List<String> receipts = charges.getOrDefault(call.order(), List.of());
      Answer answer = repeated.get(call.order());
      twice += receipts.size() > 1 ? 1 : 0;
      Answer before = told.get(call.order());
      boolean ended = before != null && before.end().equals("done");
      remembered += ended ? 1 : 0;
      if (ended && !before.equals(answer)) {
        wrong.add(call + " ended with " + before + ", again with " + answer);
      }
      if (answer.end().equals("unknown") && call.way().equals("forgetful")) {
        unknown++;
      } else if (!answer.end().equals("done") || !receipts.contains(answer.detail())) {
        wrong.add(call + " ends with " + answer + ", charged " + receipts);
      }
    }
    System.out.printf(
        "PROOF guard.kill runs=%d calls=%d called-twice=%d wrong=%d remembered=%d unknown=%d"
            + " seed=%d%n",
        KILLS, calls.size(), twice, wrong.size(), remembered, unknown, SEED);
    assertThat(wrong).isEmpty();
    assertThat(twice).isZero();
    Set<String> known = new HashSet<>();
    calls.forEach(call -> known.add(call.order()));
    assertThat(known).containsAll(charges.keySet());
    // Else the kills fall where they show nothing.
    assertThat(remembered).isPositive();
    assertThat(unknown).isPositive();
  }

  private static void createTable(Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      // Nothing here refuses a second charge: that is for the guard.
      statement.execute(
          "CREATE TABLE charge (card_order VARCHAR(60) NOT NULL, effect_key VARCHAR(60) NOT NULL,"
              + " cents BIGINT NOT NULL, receipt VARCHAR(60) NOT NULL)");
    }
  }

  private static Map<String, List<String>> charges(Database database) throws SQLException {
    Map<String, List<String>> charges = new HashMap<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT card_order, receipt FROM charge")) {
      while (rows.next()) {
        charges
            .computeIfAbsent(rows.getString(1), each -> new ArrayList<>())
            .add(rows.getString(2));
      }
    }
    return charges;
  }
}
