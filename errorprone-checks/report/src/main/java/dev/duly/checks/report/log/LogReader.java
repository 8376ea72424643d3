/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.log;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Reads a log of any length. Text is UTF-8 unless a byte order mark says UTF-16, which is what
 * {@code Tee-Object} writes in Windows PowerShell. Bytes that are no text become U+FFFD.
 */
public final class LogReader {
  /** Characters; the rest of a longer line is left out. */
  private static final int LONGEST_LINE = 16_384;

  private static final int BLOCK = 8192;

  private LogReader() {}

  /** Hands every finding of the log to {@code findings}, repetitions included. */
  public static void read(InputStream log, Consumer<Finding> findings) throws IOException {
    LogParser parser = new LogParser(findings);
    BufferedInputStream bytes = new BufferedInputStream(log);
    Reader text = new InputStreamReader(bytes, charset(bytes));
    char[] block = new char[BLOCK];
    StringBuilder line = new StringBuilder();
    for (int length = text.read(block); length >= 0; length = text.read(block)) {
      for (int i = 0; i < length; i++) {
        if (block[i] == '\n') {
          parser.accept(withoutReturn(line));
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append(block[i]);
        }
      }
    }
    parser.accept(withoutReturn(line));
    parser.end();
  }

  private static String withoutReturn(StringBuilder line) {
    int length = line.length();
    return length > 0 && line.charAt(length - 1) == '\r'
        ? line.substring(0, length - 1)
        : line.toString();
  }

  private static Charset charset(BufferedInputStream bytes) throws IOException {
    bytes.mark(3);
    String mark = HexFormat.of().formatHex(bytes.readNBytes(3));
    bytes.reset();
    if (mark.startsWith("fffe") || mark.startsWith("feff")) {
      return StandardCharsets.UTF_16;
    }
    if (mark.equals("efbbbf")) {
      bytes.skipNBytes(3);
    }
    return StandardCharsets.UTF_8;
  }
}
