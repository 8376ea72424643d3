/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import dev.duly.shop.data.OrderFile;
import dev.duly.shop.worker.Worker;
import dev.duly.shop.worker.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shop serve}: the worker. */
@Command(
    name = "serve",
    description = "Opens the shop on 127.0.0.1 and keeps it open until Ctrl-C.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
  private static final long PATIENCE_SECONDS = 40;

  @Option(names = "--dir", required = true, paramLabel = "PATH", description = "Where its data is.")
  Path dir = Path.of("");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Where it listens; 0 for any free port. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--data",
      paramLabel = "CSV",
      description =
          "Order lines the shelves of a new shop are filled for. Default: the bundled ones.")
  @Nullable Path data;

  @Option(
      names = "--credit-limit",
      paramLabel = "AMOUNT",
      defaultValue = "5000",
      description = "The most one order may cost. Default: ${DEFAULT-VALUE}.")
  BigDecimal creditLimit = BigDecimal.ZERO;

  @Mixin StoreOptions store = new StoreOptions();

  @Option(names = "--flaky", hidden = true, defaultValue = "0")
  double flaky;

  @Option(names = "--seed", hidden = true, defaultValue = "42")
  long seed;

  @Option(names = "--accept-raw", hidden = true)
  boolean acceptRaw;

  /** Set by a process that holds the other end of standard input: its death ends this one. */
  @Option(names = "--stop-on-eof", hidden = true)
  boolean stopOnEof;

  @Override
  public Integer call() throws Exception {
    Options.port(port);
    WorkerSettings settings =
        new WorkerSettings(dir, port, creditLimit, flaky, seed, acceptRaw, store.bookkeeping());
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop, stopped), "shop-stop"));
    try (Worker worker = Worker.open(settings, OrderFile.read(data))) {
      System.out.println("shop open on http://127.0.0.1:" + worker.port());
      System.out.flush();
      if (stopOnEof) {
        awaitEof(stop);
      }
      stop.await();
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  private static void end(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      if (!stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("shop: not closed in time; what was not finished waits in the file");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEof(CountDownLatch stop) {
    Thread reader =
        new Thread(
            () -> {
              try (InputStream in = System.in) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
              } catch (IOException e) {
                System.err.println("shop: standard input failed: " + e.getMessage());
              } finally {
                stop.countDown();
              }
            },
            "shop-eof");
    reader.setDaemon(true);
    reader.start();
  }
}
