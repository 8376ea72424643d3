/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What happened in a run, call by call. Its {@link #hash} identifies the run: two runs with one
 * hash made the same calls at the same times with the same outcomes.
 */
public final class Trace {
  private final Clock clock;
  private final Instant start;
  private final List<String> lines = new ArrayList<>();

  /** An empty trace; times are milliseconds of {@code clock} from now on. */
  public Trace(Clock clock) {
    this.clock = clock;
    this.start = clock.instant();
  }

  /** Adds that {@code who} did {@code what}. */
  public synchronized void add(String who, String what) {
    lines.add("+" + Duration.between(start, clock.instant()).toMillis() + "ms " + who + " " + what);
  }

  /** One line a call, oldest first. */
  public synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** The first 128 bits of the SHA-256 over all lines, in hexadecimal. */
  public synchronized String hash() {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (String line : lines) {
      digest.update(line.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) '\n');
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }
}
