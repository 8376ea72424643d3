/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import dev.duly.shop.data.Line;
import dev.duly.shop.data.Order;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A customer's side of the shop. What has no answer is sent again, with the same content: that is
 * all a client can do, and it must be safe.
 */
final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 20;
  private static final JsonMapper JSON = new JsonMapper();
  private static final ObjectWriter WRITER = JSON.writer();
  private static final ObjectReader DRAINED = JSON.readerFor(Drained.class);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final Supervisor supervisor;
  private final Map<String, byte[]> bodies = new ConcurrentHashMap<>();

  Client(Supervisor supervisor) {
    this.supervisor = supervisor;
  }

  /** The order as the interface wants it. */
  private record Body(String orderId, String customerId, Instant placedAt, List<Line> lines) {}

  private record Drained(boolean drained) {}

  /** Posts an order until the shop has taken it. */
  void post(Order order) throws InterruptedException {
    byte[] body = bodies.computeIfAbsent(order.orderId(), id -> write(order));
    while (true) {
      URI shop = supervisor.address();
      try {
        HttpResponse<byte[]> answer =
            send(request(shop.resolve("/orders")).POST(BodyPublishers.ofByteArray(body)));
        if (answer.statusCode() == 202) {
          return;
        }
        if (answer.statusCode() != 503) {
          throw refused("order " + order.orderId(), answer);
        }
      } catch (IOException noAnswer) {
        // Killed before it could answer, or not yet up: whether it has the order is not known.
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Sends a record into a channel, past the shop's own interface. */
  void sendRaw(String channel, String id, String type, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(supervisor.address().resolve("/raw/" + channel))
            .header("X-Id", id)
            .header("X-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    HttpResponse<byte[]> answer = send(request);
    if (answer.statusCode() != 202) {
      throw refused("record " + id, answer);
    }
  }

  /** Completes with whether nothing was pending any more at some time within {@code wait}. */
  CompletableFuture<Boolean> isDrained(Duration wait) {
    URI drain = supervisor.address().resolve("/drain?millis=" + wait.toMillis());
    return http.sendAsync(
            request(drain).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofByteArray())
        .thenApply(Client::drained);
  }

  private static boolean drained(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw refused("the question whether all is done", answer);
    }
    Drained drained = DRAINED.readValue(answer.body());
    return drained.drained();
  }

  private static byte[] write(Order order) {
    return WRITER.writeValueAsBytes(
        new Body(order.orderId(), order.customerId(), Instant.now(), order.lines()));
  }

  private static HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri).timeout(PATIENCE);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static RunFailed refused(String what, HttpResponse<byte[]> answer) {
    return new RunFailed(
        "the shop answered "
            + what
            + " with "
            + answer.statusCode()
            + ": "
            + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
  }
}
