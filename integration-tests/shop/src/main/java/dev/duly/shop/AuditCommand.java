/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import dev.duly.shop.audit.Audit;
import dev.duly.shop.audit.Books;
import dev.duly.shop.audit.Expectation;
import dev.duly.shop.audit.Report;
import dev.duly.shop.data.OrderBook;
import dev.duly.shop.data.OrderFile;
import dev.duly.shop.load.LoadSettings;
import dev.duly.shop.load.RunDirectory;
import dev.duly.shop.observed.GaugeFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code shop audit}: reads the books of a finished run once more. */
@Command(
    name = "audit",
    description = "Audits the books of a finished run. Ends with 0 if they balance, 1 if not.",
    sortOptions = false,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class AuditCommand implements Callable<Integer> {
  @Option(
      names = "--dir",
      required = true,
      paramLabel = "PATH",
      description = "The directory of the run.")
  Path dir = Path.of("");

  @Override
  public Integer call() throws Exception {
    Path directory = dir.toAbsolutePath().normalize();
    LoadSettings settings = RunDirectory.read(directory);
    OrderBook file = OrderFile.read(settings.data());
    Books books = Audit.of(directory, settings.books(), expectation(file, settings));
    Report.print(System.out, books, GaugeFile.open(directory));
    return books.balance() ? 0 : 1;
  }

  static OrderBook placed(OrderBook file, LoadSettings settings) {
    return settings.orders() == 0 ? file : file.first(settings.orders());
  }

  static Expectation expectation(OrderBook file, LoadSettings settings) {
    return new Expectation(
        placed(file, settings),
        file,
        settings.creditLimit(),
        settings.poison(),
        settings.crashes());
  }
}
