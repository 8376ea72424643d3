/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.codec.Limits;
import dev.duly.runtime.retry.DeadLetterInfo;
import dev.duly.runtime.retry.DeadReason;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.GroupPolicy;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Outgoing;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** Makes dead letters: the original bytes and headers, and bounded metadata. */
final class DeadLetterWriter {
  private static final int FINGERPRINT_FRAMES = 5;

  private final ConsumerSpec spec;
  private final GroupPolicy group;
  private final Limits limits;
  private final Clock clock;

  DeadLetterWriter(ConsumerSpec spec, GroupPolicy group, Limits limits, Clock clock) {
    this.spec = spec;
    this.group = group;
    this.limits = limits;
    this.clock = clock;
  }

  /** The dead letter of an item for which {@link Item#dead} has been decided. */
  Outgoing write(Item item) {
    Work<?> work = item.work();
    Map<String, String> headers = original(item.delivery().headers());
    headers.putAll(info(item));
    MessageKey key = work == null ? null : work.key();
    return new Outgoing(
        work == null
            ? group.deadLetterChannelFor(spec.channel())
            : work.subscription().deadLetters(),
        item.envelope().type(),
        key,
        item.envelope().partitionKey(),
        headers,
        item.delivery().body());
  }

  /** The metadata of an item for which {@link Item#dead} has been decided. */
  Map<String, String> info(Item item) {
    DeadReason reason = item.deadReason();
    if (reason == null) {
      throw new IllegalStateException("not dead");
    }
    Work<?> work = item.work();
    Throwable failure = item.failure();
    Instant now = clock.instant();
    return new DeadLetterInfo(
            group.id(),
            spec.channel(),
            work == null ? "" : work.subscription().handler(),
            reason,
            item.detail(),
            item.failures(),
            item.firstFailedAt(now),
            now,
            failure == null ? "" : failure.getClass().getName(),
            failure == null ? "" : fingerprint(failure),
            group.owner().team(),
            group.owner().contact(),
            group.owner().runbook(),
            false)
        .toHeaders();
  }

  /** The original headers, cut at the limits: a dead letter must not be too large to be written. */
  private Map<String, String> original(Map<String, String> headers) {
    Map<String, String> kept = new LinkedHashMap<>();
    int size = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      size += (header.getKey() + header.getValue()).getBytes(StandardCharsets.UTF_8).length;
      if (size <= limits.headerBytes()
          && kept.size() < limits.headers()
          && !header.getKey().startsWith("duly-")) {
        kept.put(header.getKey(), header.getValue());
      }
    }
    return kept;
  }

  /** The same for failures of one class at one place, whatever their text. */
  private static String fingerprint(Throwable failure) {
    CRC32C crc = new CRC32C();
    crc.update(failure.getClass().getName().getBytes(StandardCharsets.UTF_8));
    StackTraceElement[] frames = failure.getStackTrace();
    for (int i = 0; i < Math.min(FINGERPRINT_FRAMES, frames.length); i++) {
      String place = frames[i].getClassName() + "." + frames[i].getMethodName();
      crc.update(place.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
