/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of cells separated by tabs; empty lines and lines that begin with # are comments. */
final class Table {
  private Table() {}

  /** The rows, each with exactly so many cells; cells missing at the end are empty. */
  static List<List<String>> rows(String name, String text, int columns) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = new ArrayList<>(Arrays.asList(line.split("\t", -1)));
      if (cells.size() > columns) {
        throw new IOException(name + ": more than " + columns + " cells: " + line);
      }
      while (cells.size() < columns) {
        cells.add("");
      }
      rows.add(cells.stream().map(String::trim).toList());
    }
    return rows;
  }
}
