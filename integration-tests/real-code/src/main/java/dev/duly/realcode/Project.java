/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * One published artifact whose sources are compiled.
 *
 * @param name how it is called on the command line and in the judgements
 * @param artifact {@code group:artifact:version} of the jar; its sources have the classifier {@code
 *     sources}
 * @param further coordinates its sources need and its published POM does not name
 * @param options what javac needs to be told to compile them
 */
public record Project(String name, String artifact, List<String> further, List<String> options) {

  /**
   * The projects of {@code projects.tsv}, in its order.
   *
   * @throws IOException if the table cannot be read
   */
  public static List<Project> all() throws IOException {
    try (InputStream table = Project.class.getResourceAsStream("projects.tsv")) {
      if (table == null) {
        throw new FileNotFoundException("projects.tsv");
      }
      return Table.rows("projects.tsv", new String(table.readAllBytes(), UTF_8), 4).stream()
          .map(row -> new Project(row.get(0), row.get(1), words(row.get(2)), words(row.get(3))))
          .toList();
    }
  }

  private static List<String> words(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(" +"));
  }
}
