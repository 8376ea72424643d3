/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The Java files of a sources jar, unpacked.
 *
 * @param root the folder they are in
 * @param files the files, in the order of their names
 */
public record Sources(Path root, List<Path> files) {

  /**
   * Unpacks a sources jar into an emptied folder.
   *
   * @throws IOException if the jar cannot be read or the folder not written
   */
  public static Sources unpack(Path jar, Path root) throws IOException {
    delete(root);
    Files.createDirectories(root);
    List<Path> files = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        Path file = root.resolve(entry.getName()).normalize();
        if (isSource(entry.getName()) && file.startsWith(root)) {
          Files.createDirectories(file.getParent());
          try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, file);
          }
          files.add(file);
        }
      }
    }
    files.sort(Comparator.naturalOrder());
    return new Sources(root, files);
  }

  /** Modules are left out: the dependencies stand on the class path, not on a module path. */
  private static boolean isSource(String entry) {
    return entry.endsWith(".java")
        && !entry.endsWith("module-info.java")
        && !entry.startsWith("META-INF/");
  }

  /** How many lines all files have. */
  public long lines() throws IOException {
    long lines = 0;
    for (Path file : files) {
      lines += read(file).size();
    }
    return lines;
  }

  /** The lines of a file, whatever bytes are in it. */
  static List<String> read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  /**
   * Deletes a folder and what is in it; does nothing if there is none.
   *
   * @throws IOException if something cannot be deleted
   */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
