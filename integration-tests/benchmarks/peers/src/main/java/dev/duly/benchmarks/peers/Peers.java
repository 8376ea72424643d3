/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.benchmarks.Benchmarks;
import dev.duly.benchmarks.Benchmarks.Measurement;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs the benchmarks beside peers that are named on the command line, or all of them. */
public final class Peers {
  private Peers() {}

  /**
   * Runs benchmarks.
   *
   * @param args their names, none for all; or {@code --list}
   */
  public static void main(String[] args) throws Exception {
    Map<String, Measurement> all = new LinkedHashMap<>();
    all.put("queue.peers", new QueuePeers());
    all.put("outbox.peers", new OutboxPeers());
    Benchmarks.run(all, args);
  }
}
