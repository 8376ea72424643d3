/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeIT {
  @TempDir Path temp;
  private final HttpClient http = HttpClient.newHttpClient();
  private ShopProcess shop;
  private URI address;

  @BeforeEach
  void open() throws Exception {
    shop = ShopProcess.start("serve", "--dir", temp, "--port", 0);
    BadInputIT.awaitOpen(shop);
    address = URI.create(shop.out().get(0).substring("shop open on ".length()));
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void anOrderIsTakenAtOnceAndItsStatusTellsWhenAllGroupsAreDone() throws Exception {
    HttpResponse<String> taken = post(order("A-1", "100.5"));

    assertThat(taken.statusCode()).isEqualTo(202);
    assertThat(taken.headers().firstValue("Location")).hasValue("/orders/A-1");
    assertThat(taken.body()).isEqualTo("{\"orderId\":\"A-1\",\"status\":\"/orders/A-1\"}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                get("/orders/A-1")
                    .body()
                    .equals(
                        "{\"orderId\":\"A-1\",\"state\":\"DONE\",\"groups\":"
                            + "{\"billing\":\"DONE\",\"inventory\":\"DONE\"}}"));
  }

  @Test
  void whatIsNoOrderIsRefusedWithOneLine() throws Exception {
    refused("{\"orderId\":", "not an order: ");
    refused("[]", "not an order: ");
    refused("null", "not an order: ");
    refused("", "not an order");
    refused(order("A 1", "1"), "orderId has to match ");
    refused(order("A-1", "1e99"), "lines[0].amount has to be 0 or more, with up to four decimals");
    refused(order("A-1", "0.00001"), "lines[0].amount has to be");
    refused(order("A-1", "-1"), "lines[0].amount has to be");
    refused("{\"orderId\":\"A-1\",\"customer\":\"C\"}", "not an order: ");
  }

  @Test
  void anOrderThatComesAgainWithItsKeyGetsTheFirstAnswer() throws Exception {
    String order = order("A-1", "100.5");
    HttpResponse<String> taken = post(order, "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"");
    HttpResponse<String> again = post(order, "8e03978e-40d5-43e8-bc93-6894a57f9324");

    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
    assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
    assertThat(again.body())
        .isEqualTo(taken.body())
        .isEqualTo("{\"orderId\":\"A-1\",\"status\":\"/orders/A-1\"}");
    assertThat(again.headers().firstValue("Location")).hasValue("/orders/A-1");
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> get("/orders/A-1").body().contains("\"state\":\"DONE\""));
  }

  @Test
  void aKeyIsOneOrders() throws Exception {
    assertThat(post(order("A-1", "100.5"), "k-1").statusCode()).isEqualTo(202);

    HttpResponse<String> other = post(order("A-2", "100.5"), "k-1");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).startsWith("{\"error\":\"[DulyKeyReused] ");
    assertThat(get("/orders/A-2").statusCode()).isEqualTo(404);
    assertThat(post(order("A-2", "100.5"), "k-2").statusCode()).isEqualTo(202);
  }

  @Test
  void whatIsNoKeyIsRefused() throws Exception {
    for (String key : List.of("\"\"", "a b", "\"a\", \"b\"", "k".repeat(129))) {
      HttpResponse<String> answer = post(order("A-1", "100.5"), key);
      assertThat(answer.statusCode()).as(key).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"error\":\"Idempotency-Key has to be ");
    }
  }

  @Test
  void anUnknownOrderIsNotFound() throws Exception {
    assertThat(get("/orders/A-404").statusCode()).isEqualTo(404);
    assertThat(get("/health").body()).isEqualTo("{\"status\":\"open\"}");
  }

  @Test
  void foreignProducersAreNotLetInByDefault() throws Exception {
    HttpRequest raw =
        HttpRequest.newBuilder(address.resolve("/raw/orders"))
            .POST(BodyPublishers.ofString("x"))
            .build();
    assertThat(http.send(raw, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  @Test
  void itClosesInGoodOrderWhenAskedTo() throws Exception {
    assertThat(post(order("A-1", "100.5")).statusCode()).isEqualTo(202);

    shop.terminate();

    assertThat(shop.await().exitCode()).isEqualTo(143);
    assertThat(shop.err()).isEmpty();
  }

  private void refused(String body, String why) throws Exception {
    HttpResponse<String> answer = post(body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"" + why).doesNotContain("\n", "Exception");
  }

  private static String order(String id, String amount) {
    return """
    {"orderId":"%s","customerId":"C-1","placedAt":"%s",
     "lines":[{"productId":"TEC-AC-10003832","quantity":1,"amount":%s}]}"""
        .formatted(id, Instant.now(), amount);
  }

  private HttpResponse<String> post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/orders"))
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String body, String key)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/orders"))
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
  }
}
