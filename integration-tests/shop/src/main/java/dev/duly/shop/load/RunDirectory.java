/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import dev.duly.shop.place.Bookkeeping;
import dev.duly.shop.problem.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The directory of one run. A run never mixes with another one, nor with anything else. */
public final class RunDirectory {
  private static final String NOTES = "shop-run.properties";

  private RunDirectory() {}

  /**
   * Makes the directory ready for a new run.
   *
   * @param fresh whether an earlier run in it may be deleted
   * @throws BadInput if it cannot be written, or holds something that must not be lost
   */
  public static void claim(Path directory, boolean fresh) {
    try {
      Files.createDirectories(directory);
      List<Path> files = list(directory);
      if (!files.isEmpty()) {
        clear(directory, files, fresh);
      }
      Path probe = directory.resolve(NOTES);
      Files.writeString(probe, "");
      Files.delete(probe);
    } catch (IOException | SecurityException e) {
      throw new BadInput(
          "ShopDirectory",
          "The directory " + directory + " cannot be created or written.",
          "Give a --dir that can.",
          e);
    }
  }

  private static void clear(Path directory, List<Path> files, boolean fresh) throws IOException {
    if (!Files.exists(directory.resolve(NOTES)) || files.stream().anyMatch(Files::isDirectory)) {
      throw new BadInput(
          "ShopDirectoryForeign",
          "The directory " + directory + " is not empty and holds no run of the shop.",
          "Give another --dir.");
    }
    if (!fresh) {
      throw new BadInput(
          "ShopDirectoryUsed",
          "The directory " + directory + " holds an earlier run.",
          "Give another --dir, add --fresh to delete that run, or look at it with: shop audit.");
    }
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock == null) {
          throw new BadInput(
              "ShopDirectoryBusy",
              "The directory " + directory + " is in use by a shop that is open.",
              "Close that shop first, or give another --dir.");
        }
      }
    }
    delete(directory, files);
  }

  /** Deletes a run that nobody needs any more. */
  public static void delete(Path directory) throws IOException {
    delete(directory, list(directory));
    Files.delete(directory);
  }

  private static void delete(Path directory, List<Path> files) throws IOException {
    for (Path file : files) {
      Files.delete(file);
    }
    Files.deleteIfExists(directory.resolve(NOTES));
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  /** Writes down what was run, for a later audit. */
  public static void note(LoadSettings settings) throws IOException {
    Properties notes = new Properties();
    notes.setProperty("data", settings.data() == null ? "" : settings.data().toString());
    notes.setProperty("orders", Integer.toString(settings.orders()));
    notes.setProperty("duplicates", Double.toString(settings.duplicates()));
    notes.setProperty("reorder", Double.toString(settings.reorder()));
    notes.setProperty("poison", Integer.toString(settings.poison()));
    notes.setProperty("crashes", Integer.toString(settings.crashes()));
    notes.setProperty("flaky", Double.toString(settings.flaky()));
    notes.setProperty("credit-limit", settings.creditLimit().toPlainString());
    notes.setProperty("seed", Long.toString(settings.seed()));
    notes.setProperty("db-url", settings.books().url());
    notes.setProperty("db-user", settings.books().user());
    try (OutputStream out = Files.newOutputStream(settings.directory().resolve(NOTES))) {
      notes.store(out, "What this run of the shop did; shop audit reads it.");
    }
  }

  /**
   * What was run in a directory.
   *
   * @throws BadInput if it holds no run
   */
  public static LoadSettings read(Path directory) {
    Properties notes = new Properties();
    try (InputStream in = Files.newInputStream(directory.resolve(NOTES))) {
      notes.load(in);
      String data = notes.getProperty("data", "");
      return new LoadSettings(
          directory,
          data.isEmpty() ? null : Path.of(data),
          Integer.parseInt(notes.getProperty("orders", "0")),
          Double.parseDouble(notes.getProperty("duplicates", "0")),
          Double.parseDouble(notes.getProperty("reorder", "0")),
          Integer.parseInt(notes.getProperty("poison", "0")),
          Integer.parseInt(notes.getProperty("crashes", "0")),
          Double.parseDouble(notes.getProperty("flaky", "0")),
          new BigDecimal(notes.getProperty("credit-limit", "0")),
          Long.parseLong(notes.getProperty("seed", "0")),
          0,
          new Bookkeeping(notes.getProperty("db-url", ""), notes.getProperty("db-user", "")));
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInput(
          "ShopNoRun",
          "The directory " + directory + " holds no run of the shop.",
          "Give the --dir of a finished run.",
          e);
    }
  }
}
