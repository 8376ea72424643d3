/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one running instance needs of its broker and its store.
 *
 * @param channels every channel that is published to or consumed, dead-letter channels included
 * @param consumers who consumes what
 * @param scopes every dedupe scope in use
 */
public record Topology(
    SortedSet<String> channels, List<ConsumerSpec> consumers, SortedSet<String> scopes) {
  public Topology {
    channels = new TreeSet<>(channels);
    consumers = List.copyOf(consumers);
    scopes = new TreeSet<>(scopes);
  }
}
