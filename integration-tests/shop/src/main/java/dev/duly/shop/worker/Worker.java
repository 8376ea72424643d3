/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.runtime.Duly;
import dev.duly.runtime.StartupException;
import dev.duly.shop.data.OrderBook;
import dev.duly.shop.handlers.Analytics;
import dev.duly.shop.handlers.Billing;
import dev.duly.shop.handlers.Confirmation;
import dev.duly.shop.handlers.CustomerCare;
import dev.duly.shop.handlers.Email;
import dev.duly.shop.handlers.Inventory;
import dev.duly.shop.observed.GaugeFile;
import dev.duly.shop.observed.Gauges;
import dev.duly.shop.place.Place;
import dev.duly.shop.problem.BadInput;
import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;

/** The running shop: Duly with the shop's handlers, and the HTTP interface before it. */
public final class Worker implements AutoCloseable {
  private final Place place;
  private final Duly duly;
  private final Javalin http;

  private Worker(Place place, Duly duly, Javalin http) {
    this.place = place;
    this.duly = duly;
    this.http = http;
  }

  /**
   * Opens the shop.
   *
   * @param orders what the shelves of a new shop are filled for
   * @throws BadInput if the directory or the port cannot be used
   * @throws StartupException if Duly cannot start on the directory
   */
  public static Worker open(WorkerSettings settings, OrderBook orders)
      throws IOException, SQLException {
    try {
      Files.createDirectories(settings.directory());
    } catch (IOException e) {
      throw new BadInput(
          "ShopDirectory",
          settings.directory() + " cannot be created.",
          "Give a --dir that can be written.",
          e);
    }
    Place place = Place.open(settings.directory(), settings.books());
    Duly duly;
    try {
      Tables.prepare(place.books(), orders);
      duly = start(settings, place);
    } catch (RuntimeException | IOException | SQLException e) {
      place.close();
      throw e;
    }
    try {
      Javalin http =
          new Api(duly, settings.acceptRaw() ? place.queue() : null).open(settings.port());
      Tables.born(place.books());
      return new Worker(place, duly, http);
    } catch (JavalinBindException e) {
      duly.close();
      place.close();
      throw new BadInput(
          "ShopPortInUse",
          "Port " + settings.port() + " is in use.",
          "Give another --port, or 0 for any free one.",
          e);
    }
  }

  private static Duly start(WorkerSettings settings, Place place) throws IOException {
    FlakyBureau bureau = new FlakyBureau(settings.seed(), settings.flaky(), settings.creditLimit());
    return Duly.builder()
        .instance("shop")
        .source("shop")
        .store(place.books())
        .transport(place.queue())
        .observer(new Gauges(GaugeFile.open(settings.directory())))
        .handlers(
            new Inventory(),
            new Billing(bureau),
            new Confirmation(),
            new Email(),
            new Analytics(),
            new CustomerCare())
        .start();
  }

  /** Where it listens. */
  public int port() {
    return http.port();
  }

  /** Closes the shop in good order: no new orders, what runs ends, the rest waits in the file. */
  @Override
  public void close() throws SQLException {
    http.stop();
    Tables.ended(place.books());
    duly.close();
    place.close();
  }
}
