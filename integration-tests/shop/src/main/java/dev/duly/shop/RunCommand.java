/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import dev.duly.shop.audit.Audit;
import dev.duly.shop.audit.Books;
import dev.duly.shop.audit.Report;
import dev.duly.shop.data.OrderBook;
import dev.duly.shop.data.OrderFile;
import dev.duly.shop.load.LoadRun;
import dev.duly.shop.load.LoadSettings;
import dev.duly.shop.load.Progress;
import dev.duly.shop.load.RunDirectory;
import dev.duly.shop.load.RunFailed;
import dev.duly.shop.observed.GaugeFile;
import dev.duly.shop.place.Place;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shop run}: the load run and its audit. */
@Command(
    name = "run",
    description = {
      "Feeds every order through HTTP, with duplicates and poison, kills the worker meanwhile, and"
          + " audits the books.",
      "Ends with 0 if the books balance, 1 if they do not, 2 if it was given something it cannot"
          + " use."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--duplicates",
      paramLabel = "SHARE",
      defaultValue = "0.2",
      description = "Orders that are posted again, 0 to 1. Default: ${DEFAULT-VALUE}.")
  double duplicates;

  @Option(
      names = "--reorder",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Orders that are posted out of turn, 0 to 1. Default: ${DEFAULT-VALUE}.")
  double reorder;

  @Option(
      names = "--poison",
      paramLabel = "N",
      defaultValue = "25",
      description = "Records that are no orders. Default: ${DEFAULT-VALUE}.")
  int poison;

  @Option(
      names = "--crashes",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often the worker is killed. Default: ${DEFAULT-VALUE}.")
  int crashes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "What all chance is a function of. Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "0",
      description = "Only the first N orders; 0 for all. Default: ${DEFAULT-VALUE}.")
  int orders;

  @Option(
      names = "--flaky",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description =
          "Orders about which the credit bureau does not answer at once, 0 to 1. Default:"
              + " ${DEFAULT-VALUE}.")
  double flaky;

  @Option(
      names = "--dir",
      paramLabel = "PATH",
      description =
          "Where the shop's data is. Default: a new temporary directory, deleted if the books"
              + " balance.")
  @Nullable Path dir;

  @Option(names = "--fresh", description = "Deletes an earlier run in --dir.")
  boolean fresh;

  @Option(
      names = "--data",
      paramLabel = "CSV",
      description = "The order lines. Default: the bundled ones.")
  @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "Where the worker listens; 0 for any free port. Default: ${DEFAULT-VALUE}.")
  int port;

  @Option(
      names = "--credit-limit",
      paramLabel = "AMOUNT",
      defaultValue = "5000",
      description = "The most one order may cost. Default: ${DEFAULT-VALUE}.")
  BigDecimal creditLimit = BigDecimal.ZERO;

  @Mixin StoreOptions store = new StoreOptions();

  @Override
  public Integer call() throws Exception {
    Options.share("--duplicates", duplicates);
    Options.share("--reorder", reorder);
    Options.share("--flaky", flaky);
    Options.count("--poison", poison, 0, 100_000);
    Options.count("--crashes", crashes, 0, 1_000);
    Options.count("--orders", orders, 0, Integer.MAX_VALUE);
    Options.port(port);
    OrderBook file = OrderFile.read(data);
    Path directory = directory();
    LoadSettings settings =
        new LoadSettings(
            directory,
            data == null ? null : data.toAbsolutePath(),
            orders,
            duplicates,
            reorder,
            poison,
            crashes,
            flaky,
            creditLimit,
            seed,
            port,
            store.bookkeeping());
    Place.requireEmpty(settings.books());
    OrderBook placed = AuditCommand.placed(file, settings);
    System.out.printf(
        Locale.ROOT,
        "%d orders, %d lines, sales %s; seed %d; in %s%n",
        placed.size(),
        placed.lines(),
        placed.sales().toPlainString(),
        seed,
        directory);
    long start = System.nanoTime();
    feed(settings, placed);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Books books = Audit.of(directory, settings.books(), AuditCommand.expectation(file, settings));
    GaugeFile gauges = GaugeFile.open(directory);
    System.out.printf(Locale.ROOT, "Fed, killed and drained in %.1f s.%n", seconds(took));
    if (!books.balance()) {
      System.out.println("Kept for a closer look: " + directory);
    } else if (dir == null) {
      RunDirectory.delete(directory);
    }
    Report.print(System.out, books, gauges);
    return books.balance() ? 0 : 1;
  }

  private Path directory() throws IOException {
    if (dir == null) {
      return Files.createTempDirectory("duly-shop-");
    }
    Path directory = dir.toAbsolutePath().normalize();
    RunDirectory.claim(directory, fresh);
    return directory;
  }

  private static void feed(LoadSettings settings, OrderBook placed)
      throws IOException, InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    AtomicBoolean interrupted = new AtomicBoolean();
    LoadRun run = new LoadRun(settings, placed);
    Runnable atExit =
        () -> {
          if (!over.get()) {
            interrupted.set(true);
            close(run, settings.directory());
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(atExit, "shop-interrupt"));
    PrintStream out = System.out;
    try (Progress progress = Progress.of(run.work(), Ansi.AUTO.enabled(), out)) {
      try {
        run.run(progress);
      } finally {
        run.stop();
      }
    } catch (RunFailed e) {
      if (interrupted.get()) {
        // The virtual machine ends already; the interrupt has said why.
        new CountDownLatch(1).await();
      }
      throw e;
    } finally {
      over.set(true);
    }
  }

  /** Ctrl-C: the worker must not outlive the run. */
  private static void close(LoadRun run, Path directory) {
    try {
      run.stop();
      System.err.println("shop: interrupted; the shop is closed, its data is in " + directory);
    } catch (IOException e) {
      System.err.println("shop: interrupted; the worker could not be closed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static double seconds(Duration duration) {
    return (double) duration.toMillis() / 1000;
  }
}
