/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.observed;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file of counters, a row for each group. What was added is there at once for other processes and
 * for a later life of this one; it does not survive a power cut.
 */
public final class GaugeFile {
  /** The groups that are watched, in the order of a report. */
  public static final List<String> GROUPS =
      List.of("inventory", "billing", "confirmation", "email", "analytics", "customer-care");

  private static final String NAME = "observed.gauges";
  private static final int ROW = Gauge.values().length;
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private final ByteBuffer file;

  private GaugeFile(ByteBuffer file) {
    this.file = file;
  }

  /** Opens the counters of a shop, or starts them at zero. */
  public static GaugeFile open(Path directory) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      long size = (long) GROUPS.size() * ROW * Long.BYTES;
      return new GaugeFile(channel.map(MapMode.READ_WRITE, 0, size).order(ByteOrder.nativeOrder()));
    }
  }

  void increment(String group, Gauge gauge) {
    if (GROUPS.contains(group)) {
      long ignored = (long) LONGS.getAndAdd(file, offset(group, gauge), 1L);
    }
  }

  /** What was counted for a group. */
  public long get(String group, Gauge gauge) {
    return (long) LONGS.getVolatile(file, offset(group, gauge));
  }

  /** What was counted for all groups. */
  public long sum(Gauge gauge) {
    return GROUPS.stream().mapToLong(group -> get(group, gauge)).sum();
  }

  private static int offset(String group, Gauge gauge) {
    return (GROUPS.indexOf(group) * ROW + gauge.slot()) * Long.BYTES;
  }
}
