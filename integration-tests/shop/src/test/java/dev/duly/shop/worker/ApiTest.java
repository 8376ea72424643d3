/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.Duly;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {
  private static final String ORDER =
      """
      {"orderId":"A-1","customerId":"C-1","placedAt":"2026-01-31T12:00:00Z",
       "lines":[{"productId":"TEC-AC-10003832","quantity":1,"amount":5}]}""";

  @TempDir Path temp;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aKeyWhoseFirstOrderIsBeingTakenIsInProgress() throws Exception {
    CountDownLatch taking = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (Duly duly = Duly.embedded(temp).start()) {
      Api api =
          new Api(
              duly,
              order -> {
                taking.countDown();
                await(mayEnd);
              },
              null);
      Javalin open = api.open(0);
      try {
        CompletableFuture<HttpResponse<String>> first =
            http.sendAsync(post(open.port()), BodyHandlers.ofString());
        await(taking);
        HttpResponse<String> second = http.send(post(open.port()), BodyHandlers.ofString());
        mayEnd.countDown();

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).startsWith("{\"error\":\"[DulyKeyInProgress] ");
        assertThat(second.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 30L);
        assertThat(first.join().statusCode()).isEqualTo(202);
        assertThat(http.send(post(open.port()), BodyHandlers.ofString()).body())
            .isEqualTo(first.join().body());
      } finally {
        mayEnd.countDown();
        open.stop();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest post(int port) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
        .header("Idempotency-Key", "k-1")
        .POST(BodyPublishers.ofString(ORDER))
        .build();
  }
}
