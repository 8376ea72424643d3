/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where one unit of work has filed its keys, if there is more than one place. */
final class Filed {
  private final Map<Inbox.Row, List<Integer>> buckets = new HashMap<>();
  private @Nullable InboxLayout layout;

  /** In a table that is one place. */
  Filed() {}

  /**
   * @param layout known before the transaction has seen anything
   */
  Filed(InboxLayout layout) {
    this.layout = layout;
  }

  InboxLayout layout() {
    if (layout == null) {
      throw new IllegalStateException("this inbox has no layout");
    }
    return layout;
  }

  void see(InboxLayout newer) {
    layout = newer;
  }

  void put(Inbox.Row row, List<Integer> places) {
    buckets.put(row, places);
  }

  /** The buckets of a key; none if this unit has not claimed it. */
  List<Integer> of(Inbox.Row row) {
    return buckets.getOrDefault(row, List.of());
  }
}
