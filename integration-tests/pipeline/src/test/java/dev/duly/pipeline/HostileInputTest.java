/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.runtime.Duly;
import dev.duly.runtime.codec.Limits;
import dev.duly.runtime.retry.DeadLetter;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.Subscription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostileInputTest {
  private static final String GOOD = "{\"id\":\"1\",\"customer\":\"ann\",\"amount\":1}";

  private final World world = new World();
  private final List<Map<String, String>> seen = new ArrayList<>();

  private Duly start() {
    return world.start(
        Subscription.of(GroupPolicy.of("billing"), "Billing.charge", Messages.ORDERED)
            .handledBy((order, call) -> seen.add(call.context().headers())));
  }

  static Stream<Arguments> poison() {
    Map<String, String> typed = Map.of("ce-type", "ordered", "ce-id", "1");
    return Stream.of(
        Arguments.of("not JSON", typed, "hello".getBytes(UTF_8)),
        Arguments.of("empty", typed, new byte[0]),
        Arguments.of("null", typed, "null".getBytes(UTF_8)),
        Arguments.of("an array", typed, "[]".getBytes(UTF_8)),
        Arguments.of("two documents", typed, (GOOD + GOOD).getBytes(UTF_8)),
        Arguments.of("no key", typed, "{\"customer\":\"ann\",\"amount\":1}".getBytes(UTF_8)),
        Arguments.of("no amount", typed, "{\"id\":\"1\",\"customer\":\"a\"}".getBytes(UTF_8)),
        Arguments.of("invalid UTF-8", typed, new byte[] {'"', (byte) 0xc3, 0x28, '"'}),
        Arguments.of("deep", typed, "[".repeat(100_000).getBytes(UTF_8)),
        Arguments.of("large", typed, new byte[Limits.DEFAULT.bodyBytes() + 1]),
        Arguments.of("bomb", with(typed, "content-encoding", "gzip"), gzip(new byte[9_000_000])),
        Arguments.of("bad gzip", with(typed, "content-encoding", "gzip"), GOOD.getBytes(UTF_8)),
        Arguments.of("odd encoding", with(typed, "content-encoding", "br"), GOOD.getBytes(UTF_8)),
        Arguments.of("many headers", manyHeaders(typed), GOOD.getBytes(UTF_8)),
        Arguments.of("large header", with(typed, "x", "y".repeat(20_000)), GOOD.getBytes(UTF_8)),
        Arguments.of("bad version", with(typed, "ce-specversion", "9"), GOOD.getBytes(UTF_8)),
        Arguments.of("bad number", with(typed, "ce-messageversion", "x"), GOOD.getBytes(UTF_8)),
        Arguments.of("a class name", Map.of("ce-type", "java.lang.Thread"), GOOD.getBytes(UTF_8)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("poison")
  void isDeadAtOnceWithItsBytes(String name, Map<String, String> headers, byte[] body) {
    Duly duly = start();
    world.send("orders", headers, body);
    world.settle();

    List<DeadLetter> dead = duly.deadLetters().list(10);
    assertThat(dead).hasSize(1);
    assertThat(dead.get(0).info().reason()).isEqualTo(DeadReason.POISON);
    assertThat(dead.get(0).body()).isEqualTo(body);
    assertThat(seen).isEmpty();
  }

  @Test
  void reservedHeadersAreStrippedAtTheDoor() {
    start();
    world.send(
        "orders",
        Map.of("ce-type", "ordered", "duly-attempts", "999", "trace", "7"),
        GOOD.getBytes(UTF_8));
    world.settle();

    assertThat(seen).containsExactly(Map.of("trace", "7"));
  }

  @Test
  void aProducerWithoutHeadersIsUnderstoodWhereTheChannelHasOneMessage() {
    start();
    world.send("orders", Map.of(), GOOD.getBytes(UTF_8));
    world.settle();

    assertThat(seen).hasSize(1);
  }

  @Test
  void gzipWithinTheLimitsIsRead() {
    start();
    world.send(
        "orders",
        Map.of("ce-type", "ordered", "content-encoding", "gzip"),
        gzip(GOOD.getBytes(UTF_8)));
    world.settle();

    assertThat(seen).hasSize(1);
  }

  private static Map<String, String> with(Map<String, String> headers, String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return more;
  }

  private static Map<String, String> manyHeaders(Map<String, String> headers) {
    Map<String, String> more = new HashMap<>(headers);
    for (int i = 0; i < 100; i++) {
      more.put("h" + i, "v");
    }
    return more;
  }

  private static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
