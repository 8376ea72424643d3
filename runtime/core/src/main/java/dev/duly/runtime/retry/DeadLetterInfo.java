/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.retry;

import dev.duly.runtime.store.ParkedMessage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a dead message besides its original bytes and headers. Written as {@code duly-…}
 * headers of at most 4 KiB; holds no payload and no exception message.
 *
 * @param group the group that could not handle it
 * @param channel the channel it came from
 * @param handler the handler, {@code Billing.charge}; empty for poison
 * @param reason why it is dead
 * @param detail one sentence without values of the message; empty where the reason says it all
 * @param attempts the runs that were made
 * @param firstAt when it failed first
 * @param lastAt when it failed last
 * @param error the class of the last failure; empty where there was none
 * @param fingerprint the same for failures at the same place; empty where there was none
 * @param owner the team that answers for the group
 * @param contact how to reach it
 * @param runbook what to do
 * @param damaged whether the metadata could not be read in full; the message itself is intact
 */
public record DeadLetterInfo(
    String group,
    String channel,
    String handler,
    DeadReason reason,
    String detail,
    int attempts,
    Instant firstAt,
    Instant lastAt,
    String error,
    String fingerprint,
    String owner,
    String contact,
    String runbook,
    boolean damaged) {

  /** The most that all metadata headers take together, in bytes. */
  public static final int MAX_BYTES = 4096;

  private static final int MAX_VALUE = 250;

  /** The metadata as headers, each value cut so that all fit in {@link #MAX_BYTES}. */
  public Map<String, String> toHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    put(headers, "group", group);
    put(headers, "channel", channel);
    put(headers, "handler", handler);
    put(headers, "reason", reason.name());
    put(headers, "detail", detail);
    put(headers, "attempts", Integer.toString(attempts));
    put(headers, "first-at", firstAt.toString());
    put(headers, "last-at", lastAt.toString());
    put(headers, "error", error);
    put(headers, "fingerprint", fingerprint);
    put(headers, "owner", owner);
    put(headers, "contact", contact);
    put(headers, "runbook", runbook);
    return headers;
  }

  /** Why a parked message is dead; empty for one that only waits behind another. */
  public static Optional<DeadLetterInfo> of(ParkedMessage message) {
    return message.failure().isEmpty() ? Optional.empty() : Optional.of(from(message.failure()));
  }

  /** Reads the metadata back; what cannot be read is empty and makes it {@link #damaged()}. */
  public static DeadLetterInfo from(Map<String, String> headers) {
    boolean damaged = false;
    DeadReason reason = DeadReason.POISON;
    int attempts = 0;
    Instant firstAt = Instant.EPOCH;
    Instant lastAt = Instant.EPOCH;
    try {
      reason = DeadReason.valueOf(get(headers, "reason"));
      attempts = Integer.parseInt(get(headers, "attempts"));
      firstAt = Instant.parse(get(headers, "first-at"));
      lastAt = Instant.parse(get(headers, "last-at"));
    } catch (IllegalArgumentException | DateTimeException e) {
      // Quarantine, not failure: recovery must never stop at bad metadata.
      damaged = true;
    }
    return new DeadLetterInfo(
        get(headers, "group"),
        get(headers, "channel"),
        get(headers, "handler"),
        reason,
        get(headers, "detail"),
        attempts,
        firstAt,
        lastAt,
        get(headers, "error"),
        get(headers, "fingerprint"),
        get(headers, "owner"),
        get(headers, "contact"),
        get(headers, "runbook"),
        damaged);
  }

  private static void put(Map<String, String> headers, String name, String value) {
    if (!value.isEmpty()) {
      headers.put("duly-" + name, cut(value));
    }
  }

  private static String get(Map<String, String> headers, String name) {
    String value = headers.get("duly-" + name);
    return value == null ? "" : value;
  }

  private static String cut(String value) {
    int bytes = 0;
    for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
      int point = value.codePointAt(i);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      if (bytes > MAX_VALUE) {
        return value.substring(0, i);
      }
    }
    return value;
  }
}
