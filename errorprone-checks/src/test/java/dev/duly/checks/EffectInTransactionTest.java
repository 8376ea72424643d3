/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EffectInTransactionTest {

  /** Members in which {@code ~} marks the call that is found. */
  private static String billing(String members, String what) {
    return """
        class Billing {
          org.springframework.web.client.RestTemplate rest;
          java.net.http.HttpClient http;
          okhttp3.OkHttpClient ok;
          org.apache.hc.client5.http.classic.HttpClient apache;
          software.amazon.awssdk.services.s3.S3Client s3;
          org.springframework.kafka.core.KafkaTemplate<String, String> kafka;
          %s
        }
        """
        .formatted(members.replace("~", "\n// BUG: Diagnostic contains: " + what + "\n"));
  }

  private static Compile on(String source) {
    return Compile.with(EffectInTransaction.class, EffectInTransactionTest.class)
        .on(Libraries.CURRENT)
        .file("Billing.java", source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // No promise, or another one.
        "@MessageHandler void on(String o) { rest.postForLocation(\"u\", o); }",
        "@MessageHandler @Idempotent(mode = Idempotent.Mode.NATURAL, because = \"x\") void on(String o) { rest.postForLocation(\"u\", o); }",
        "@MessageHandler @Idempotent(mode = Idempotent.Mode.EFFECT) void on(String o) { rest.postForLocation(\"u\", o); }",
        "@Idempotent void on(String o) { rest.postForLocation(\"u\", o); }",
        "void on(String o) { rest.postForLocation(\"u\", o); }",
        "@org.springframework.kafka.annotation.KafkaListener void on(String o) { rest.postForLocation(\"u\", o); }",
        "@MessageHandler @Idempotent @BestEffort(because = \"a ping\") void on(String o) { rest.postForLocation(\"u\", o); }",
        "@MessageHandler @Idempotent @SuppressWarnings(\"EffectInTransaction\") void on(String o) { rest.postForLocation(\"u\", o); }",
        // An unguarded handler's method.
        "@MessageHandler void on(String o) { a(o); } void a(String o) { rest.postForLocation(\"u\", o); }",
        // Joins the transaction.
        "@dev.duly.Publisher interface P { void placed(String o); } P p; @MessageHandler @Idempotent void on(String o) { p.placed(o); }",
      })
  void staysSilentWhereNoTransactionIsPromised(String member) {
    on(billing(member, "")).isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What only reads.
        "rest.getForObject(\"u\", String.class);",
        "rest.headForHeaders(\"u\");",
        "rest.exchange(\"u\", org.springframework.http.HttpMethod.GET, null, String.class);",
        "http.send(java.net.http.HttpRequest.newBuilder(java.net.URI.create(o)).GET().build(), null);",
        "java.net.http.HttpRequest r = java.net.http.HttpRequest.newBuilder(java.net.URI.create(o)).header(\"a\", \"b\").build(); http.send(r, null);",
        "http.send(java.net.http.HttpRequest.newBuilder().method(\"HEAD\", null).build(), null);",
        "ok.newCall(new okhttp3.Request.Builder().url(o).build()).execute();",
        "ok.newCall(new okhttp3.Request.Builder().url(o).get().build()).execute();",
        "apache.execute(new org.apache.hc.client5.http.classic.methods.HttpGet(o), r -> null);",
        "s3.getObject(b -> b.key(o));",
        "java.net.URI.create(o).toURL().openConnection().getInputStream();",
        "accounts.find(o);",
        "accounts.read(o);",
        "shops.find(o);",
        "shops.byLine(o);",
        // Somebody else's post.
        "mine.post(o);",
        // Not run by the handler.
        "later(() -> rest.postForLocation(\"u\", o));",
      })
  void staysSilentOnWhatChangesNothing(String body) {
    on(billing(
            """
            interface Mine { void post(String o); }
            Mine mine;
            void later(Runnable r) { }
            @org.springframework.cloud.openfeign.FeignClient("accounts")
            interface Accounts {
              @jakarta.ws.rs.GET String find(String o);
              @org.springframework.web.bind.annotation.RequestMapping(method = org.springframework.web.bind.annotation.RequestMethod.GET) String read(String o);
            }
            Accounts accounts;
            interface Shops {
              @org.springframework.web.service.annotation.GetExchange String find(String o);
              @feign.RequestLine("GET /x") String byLine(String o);
            }
            Shops shops;
            @MessageHandler @Idempotent void on(String o) throws Exception {
            """
                + body
                + " }",
            ""))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~rest.postForObject(\"u\", o, String.class);",
        "~rest.postForEntity(\"u\", o, String.class);",
        "~rest.put(\"u\", o);",
        "~rest.delete(\"u\");",
        "~rest.patchForObject(\"u\", o, String.class);",
        "~rest.exchange(\"u\", org.springframework.http.HttpMethod.POST, null, String.class);",
        "org.springframework.web.client.RestClient c = null; ~c.post().uri(\"u\").retrieve().toBodilessEntity();",
        "org.springframework.web.reactive.function.client.WebClient c = null; ~c.put().uri(\"u\").retrieve().toBodilessEntity().block();",
        "~http.send(java.net.http.HttpRequest.newBuilder().POST(java.net.http.HttpRequest.BodyPublishers.ofString(o)).build(), null);",
        "java.net.http.HttpRequest r = java.net.http.HttpRequest.newBuilder().DELETE().build(); ~http.sendAsync(r, null);",
        "~http.send(java.net.http.HttpRequest.newBuilder().method(\"PATCH\", null).build(), null);",
        "~http.send(request(o), null);",
        "~ok.newCall(new okhttp3.Request.Builder().url(o).post(null).build()).execute();",
        "~ok.newCall(new okhttp3.Request.Builder().url(o).method(\"PUT\", null).build()).execute();",
        "~apache.execute(new org.apache.hc.client5.http.classic.methods.HttpPost(o));",
        "~java.net.URI.create(o).toURL().openConnection().getOutputStream().write(1);",
        "jakarta.ws.rs.client.WebTarget t = null; ~t.request().post(null);",
        "~accounts.open(o);",
        "~shops.open(o);",
        "~shops.openToo(o);",
        "~micronaut.open(o);",
        "~quarkus.open(o);",
      })
  void findsRequests(String body) {
    on(billing(
            """
            static native java.net.http.HttpRequest request(String o);
            @org.springframework.cloud.openfeign.FeignClient("accounts")
            interface Accounts { @org.springframework.web.bind.annotation.PostMapping String open(String o); }
            Accounts accounts;
            interface Shops {
              @feign.RequestLine("POST /x") String open(String o);
              @org.springframework.web.service.annotation.PostExchange String openToo(String o);
            }
            Shops shops;
            @io.micronaut.http.client.annotation.Client("shops") interface Micronaut { String open(String o); }
            Micronaut micronaut;
            @org.eclipse.microprofile.rest.client.inject.RegisterRestClient
            interface Quarkus { @jakarta.ws.rs.POST String open(String o); }
            Quarkus quarkus;
            @MessageHandler @Idempotent void on(String o) throws Exception {
            """
                + body
                + " }",
            "Billing.on sends an HTTP request inside its transaction"))
        .finds();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.springframework.mail.javamail.JavaMailSender m | ~m.send(new org.springframework.mail.SimpleMailMessage()); | sends a mail",
        "jakarta.mail.Message m | ~jakarta.mail.Transport.send(m); | sends a mail",
        "Object m | ~s3.putObject(b -> b.key(o), java.nio.file.Path.of(o)); | writes to an object store",
        "Object m | ~s3.deleteObject(b -> b.key(o)); | writes to an object store",
        "Object m | ~kafka.send(o, o, o); | Return the message from the handler",
        "org.springframework.amqp.rabbit.core.RabbitTemplate m | ~m.convertAndSend(o); | hands a message to a broker inside",
        "com.rabbitmq.client.Channel m | ~m.basicPublish(o, o, null, null); | hands a message to a broker inside",
      })
  void findsOtherEffects(String field, String body, String what) {
    on(billing(
            "%s; @MessageHandler @Idempotent void on(String o) throws Exception { %s }"
                .formatted(field, body),
            what))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@MessageHandler @Idempotent(mode = Idempotent.Mode.TRANSACTION) void on(String o) { ~rest.put(\"u\", o); }",
        "@MessageHandler @Idempotent(window = \"9d\") void on(String o) { ~rest.put(\"u\", o); }",
        "@MessageHandler @Idempotent void on(List<String> os) { for (String o : os) { ~rest.put(\"u\", o); } }",
        "@MessageHandler @Idempotent void on(List<String> os) { os.forEach(o -> ~rest.put(\"u\", o)); }",
      })
  void findsThemInGuardedHandlers(String member) {
    on(billing(member, "hand the message's key to the other system")).finds();
  }

  @Test
  void namesTheMethodThatAHandlerCalls() {
    on(billing(
            "@MessageHandler @Idempotent void on(String o) { a(o); } private void a(String o) { ~rest.put(\"u\", o); } @MessageHandler void other(String o) { a(o); }",
            "Billing.on sends an HTTP request in a inside its transaction"))
        .finds();
  }

  @Test
  void knowsTheNamesOfThePreviousMajors() {
    Compile.with(EffectInTransaction.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Billing.java",
            """
            class Billing {
              org.springframework.web.client.RestTemplate rest;
              org.apache.http.client.HttpClient apache;
              com.amazonaws.services.s3.AmazonS3 s3;
              @MessageHandler @Idempotent void on(String o) throws Exception {
                // BUG: Diagnostic contains: sends an HTTP request
                rest.put("u", o);
                // BUG: Diagnostic contains: sends an HTTP request
                apache.execute(new org.apache.http.client.methods.HttpPost(o));
                apache.execute(new org.apache.http.client.methods.HttpGet(o));
                // BUG: Diagnostic contains: sends a mail
                javax.mail.Transport.send(null);
                // BUG: Diagnostic contains: writes to an object store
                s3.putObject(o, o, o);
              }
            }
            """)
        .finds();
  }
}
