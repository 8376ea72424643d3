/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.store.OutboxEntry;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Many write to one outbox and commit after a while of their own, early numbers late; several relay
 * at once. None is skipped and those of a key leave in their order. {@code
 * -Dduly.outbox.rows=1000000} makes it long.
 */
class OutboxOrderTest {
  private static final int WRITERS = 64;
  private static final int RELAYS = 3;
  private static final int BATCH = 500;
  private static final int A_UNIT = 10;
  private static final int ROWS = Integer.getInteger("duly.outbox.rows", 50_000);

  @EachProduct
  void noneIsSkippedAndKeysKeepTheirOrder(Product product) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    Map<String, List<Integer>> relayed = Collections.synchronizedMap(new HashMap<>());
    AtomicBoolean written = new AtomicBoolean();
    int each = ROWS / WRITERS / A_UNIT * A_UNIT;
    try (DatabaseServer server = product.own();
        Database database = server.createDatabase();
        Stores stores = new Stores(product, database)) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        int number = writer;
        Store store = stores.get(writer % RELAYS);
        writers.add(CompletableFuture.runAsync(() -> write(store, number, each), threads));
      }
      List<CompletableFuture<Void>> relays = new ArrayList<>();
      for (int relay = 0; relay < RELAYS; relay++) {
        Store store = stores.get(relay);
        relays.add(CompletableFuture.runAsync(() -> relay(store, relayed, written), threads));
      }
      CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
      written.set(true);
      CompletableFuture.allOf(relays.toArray(CompletableFuture[]::new)).join();
    } finally {
      threads.shutdown();
    }
    int skipped = 0;
    for (int writer = 0; writer < WRITERS; writer++) {
      List<Integer> numbers = relayed.getOrDefault("w-" + writer, List.of());
      skipped += each - numbers.size();
      assertThat(numbers).as("w-" + writer).isSorted().doesNotHaveDuplicates();
    }
    System.out.printf(
        "PROOF outbox.order server=%s writers=%d relays=%d rows=%d skipped=%d%n",
        product, WRITERS, RELAYS, each * WRITERS, skipped);
    assertThat(skipped).isZero();
  }

  /** One store a process, as it were. */
  private static final class Stores implements AutoCloseable {
    private final List<Store> all = new ArrayList<>();

    Stores(Product product, Database database) {
      for (int i = 0; i < RELAYS; i++) {
        all.add(product.store(database));
      }
    }

    Store get(int index) {
      return all.get(index);
    }

    @Override
    public void close() {
      all.forEach(Store::close);
    }
  }

  private static void write(Store store, int writer, int rows) {
    Random random = new Random(writer);
    for (int row = 0; row < rows; row += A_UNIT) {
      List<Outgoing> messages = new ArrayList<>();
      for (int i = row; i < row + A_UNIT; i++) {
        messages.add(
            new Outgoing(
                "channel",
                "message",
                null,
                "w-" + writer,
                Map.of("number", Integer.toString(i)),
                new byte[0]));
      }
      try (UnitOfWork unit = store.begin()) {
        unit.enqueue(messages);
        // Not a wait for anything: commits come in another order than the numbers of the rows.
        TimeUnit.MICROSECONDS.sleep(random.nextInt(5_000));
        unit.commit();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void relay(
      Store store, Map<String, List<Integer>> relayed, AtomicBoolean written) {
    boolean last = false;
    while (true) {
      List<OutboxEntry> entries = store.outbox(BATCH);
      for (OutboxEntry entry : entries) {
        relayed
            .computeIfAbsent(entry.message().partitionKey(), key -> new ArrayList<>())
            .add(Integer.parseInt(entry.message().headers().get("number")));
      }
      store.removeFromOutbox(entries);
      if (entries.isEmpty() && last) {
        return;
      }
      last = entries.isEmpty() && written.get();
    }
  }
}
