/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.runtime.Duly;
import dev.duly.runtime.DulyException;
import dev.duly.runtime.KeyInProgressException;
import dev.duly.runtime.KeyReusedException;
import dev.duly.runtime.MessageStatus;
import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import dev.duly.shop.messages.OrderPlaced;
import dev.duly.shop.messages.Orders;
import dev.duly.shop.worker.OrderRequest.InvalidOrder;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shop's HTTP interface, on the loopback address only.
 *
 * <pre>
 * POST /orders        202 and the address of its status; 400 with one line for an order that is none;
 *                     with an Idempotency-Key 422 if that came with another order before, 409 while
 *                     its first order is being taken
 * GET  /orders/{id}   where the order stands, by group
 * GET  /health        200 while the shop is open
 * POST /drain         whether nothing is pending any more, after at most ?millis=
 * POST /raw/{channel} what a producer sends that knows nothing of the shop; only for the load run
 * </pre>
 */
final class Api {
  private static final Logger LOG = System.getLogger(Api.class.getName());
  private static final String HOST = "127.0.0.1";
  private static final long MOST_BYTES = 256 * 1024;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectReader ORDER = JSON.readerFor(OrderRequest.class);
  private static final ObjectWriter ANSWER = JSON.writer();

  private final Duly duly;
  private final Orders orders;
  private final OrderDesk desk;
  private final @Nullable Transport raw;

  /** An interface to {@code duly}; {@code raw} is null where foreign producers are not let in. */
  Api(Duly duly, @Nullable Transport raw) {
    this(duly, duly.publisher(Orders.class), raw);
  }

  /** An interface to {@code duly} whose orders go to {@code orders}. */
  Api(Duly duly, Orders orders, @Nullable Transport raw) {
    this.duly = duly;
    this.orders = orders;
    this.desk = duly.guard(OrderDesk.class, (key, order) -> take(order));
    this.raw = raw;
  }

  /**
   * Opens the interface on {@code port}, 0 for any free one.
   *
   * @throws io.javalin.util.JavalinException if the port is taken
   */
  Javalin open(int port) {
    return Javalin.start(
        config -> {
          config.startup.showJavalinBanner = false;
          config.startup.startupWatcherEnabled = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.jetty.host = HOST;
          config.jetty.port = port;
          config.http.maxRequestSize = MOST_BYTES;
          routes(config.routes);
        });
  }

  private void routes(RoutesConfig routes) {
    routes.post("/orders", this::place);
    routes.get("/orders/{id}", this::show);
    routes.get("/health", http -> answer(http, 200, Map.of("status", "open")));
    routes.post("/drain", this::drain);
    if (raw != null) {
      routes.post("/raw/{channel}", http -> sendRaw(http, raw));
    }
    routes.exception(InvalidOrder.class, (e, http) -> refuse(http, 400, e.getMessage()));
    routes.exception(
        JacksonException.class, (e, http) -> refuse(http, 400, "not an order: " + oneLine(e)));
    routes.exception(KeyReusedException.class, (e, http) -> refuse(http, 422, e.getMessage()));
    routes.exception(KeyInProgressException.class, (e, http) -> inProgress(http, e));
    // The client may not believe that the order was taken, and should post it again.
    routes.exception(DulyException.class, (e, http) -> refuse(http, 503, e.getMessage()));
    routes.exception(
        Exception.class,
        (e, http) -> {
          LOG.log(Level.ERROR, http.path() + " failed", e);
          refuse(http, 500, "the shop made a mistake; it is in its log");
        });
  }

  private void place(Context http) {
    OrderRequest request = ORDER.readValue(http.bodyAsBytes());
    if (request == null) {
      throw new InvalidOrder("not an order: null");
    }
    OrderPlaced order = request.toEvent();
    String key = IdempotencyKeyHeader.read(http.header(IdempotencyKeyHeader.NAME));
    Receipt receipt = key == null ? take(order) : desk.place(key, order);
    http.header("Location", receipt.status());
    Map<String, String> body = new LinkedHashMap<>();
    body.put("orderId", receipt.orderId());
    body.put("status", receipt.status());
    answer(http, 202, body);
  }

  /** Without a key of its own, an order is known by its id: its handlers take it once. */
  private Receipt take(OrderPlaced order) {
    orders.placed(order);
    return Receipt.of(order);
  }

  private static void inProgress(Context http, KeyInProgressException e) {
    long seconds = Math.max(1, e.retryAfter().plusMillis(999).toSeconds());
    http.header("Retry-After", Long.toString(seconds));
    refuse(http, 409, e.getMessage());
  }

  private void show(Context http) {
    String id = http.pathParam("id");
    MessageStatus status = duly.status(OrderPlaced.class, id);
    if (status.overall() == MessageStatus.State.UNKNOWN) {
      refuse(http, 404, "no order " + id);
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("orderId", id);
    body.put("state", status.overall());
    body.put("groups", new TreeMap<>(status.byGroup()));
    answer(http, 200, body);
  }

  private void drain(Context http) throws InterruptedException {
    String millis = http.queryParam("millis");
    boolean drained = duly.drain(Duration.ofMillis(millis == null ? 0 : Long.parseLong(millis)));
    answer(http, 200, Map.of("drained", drained));
  }

  private static void sendRaw(Context http, Transport transport) {
    String id = http.header("X-Id");
    String type = http.header("X-Type");
    Map<String, String> headers =
        Map.of("ce-id", id == null ? "" : id, "ce-type", type == null ? "" : type);
    Outgoing foreign =
        new Outgoing(
            http.pathParam("channel"),
            headers.getOrDefault("ce-type", ""),
            null,
            null,
            headers,
            http.bodyAsBytes());
    transport.send(List.of(foreign)).toCompletableFuture().join();
    http.status(202);
  }

  private static String oneLine(JacksonException e) {
    var where = e.getLocation();
    String what = e.getOriginalMessage().lines().findFirst().orElse("malformed");
    return where == null
        ? what
        : what + " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
  }

  private static void refuse(Context http, int status, @Nullable String why) {
    answer(http, status, Map.of("error", why == null ? "" : why));
  }

  private static void answer(Context http, int status, Map<String, ?> body) {
    http.status(status).contentType("application/json").result(ANSWER.writeValueAsBytes(body));
  }
}
