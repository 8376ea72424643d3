/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a run is: a bar on a terminal, elsewhere a line every now and then. */
public interface Progress extends AutoCloseable {

  /** Says how much of the work is done. */
  void at(long done, String phase);

  @Override
  void close();

  /** A progress of {@code total} pieces of work. */
  static Progress of(long total, boolean terminal, PrintStream out) {
    return terminal ? new Bar(total) : new Lines(total, out);
  }

  /** A bar on standard error. */
  final class Bar implements Progress {
    private static final int REFRESH_MILLIS = 200;
    private final ProgressBar bar;
    private final long total;

    Bar(long total) {
      this.total = total;
      this.bar =
          new ProgressBarBuilder()
              .setTaskName("shop")
              .setInitialMax(total)
              .setUpdateIntervalMillis(REFRESH_MILLIS)
              .setStyle(ProgressBarStyle.ASCII)
              .build();
    }

    @Override
    public void at(long done, String phase) {
      bar.stepTo(Math.min(done, total));
      bar.setExtraMessage(phase);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line each tenth of the way. */
  final class Lines implements Progress {
    private static final int TENTHS = 10;
    private final long total;
    private final PrintStream out;
    private long shown;

    Lines(long total, PrintStream out) {
      this.total = total;
      this.out = out;
    }

    @Override
    public void at(long done, String phase) {
      long tenth = Math.min(TENTHS, TENTHS * done / Math.max(1, total));
      if (tenth > shown) {
        shown = tenth;
        out.printf(Locale.ROOT, "%3d %% %s%n", tenth * TENTHS, phase);
      }
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
