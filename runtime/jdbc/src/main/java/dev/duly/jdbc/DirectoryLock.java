/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.StartupException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a directory, held by a lock on a file in it. The operating system takes it back
 * when the process dies.
 */
final class DirectoryLock implements AutoCloseable {
  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  static DirectoryLock take(Path requested) {
    Path directory;
    FileChannel channel;
    try {
      directory = Files.createDirectories(requested.toAbsolutePath()).toRealPath();
      if (!Files.isDirectory(directory)) {
        throw unusable(requested, "it is not a directory", null);
      }
      if (directory.toString().indexOf(';') >= 0) {
        throw unusable(requested, "its path contains a semicolon", null);
      }
      channel =
          FileChannel.open(
              directory.resolve("duly.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException | SecurityException e) {
      throw unusable(requested, "it cannot be created or written", e);
    }
    return hold(directory, channel);
  }

  private static DirectoryLock hold(Path directory, FileChannel channel) {
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(directory, channel);
      }
    } catch (OverlappingFileLockException e) {
      closeAfter(channel, e);
      throw inUse(directory, "this process", e);
    } catch (IOException e) {
      closeAfter(channel, e);
      throw unusable(directory, "it cannot be locked", e);
    }
    StartupException inUse = inUse(directory, "another process", null);
    closeAfter(channel, inUse);
    throw inUse;
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unusable(directory, "its lock cannot be released", e);
    }
  }

  private static void closeAfter(FileChannel channel, Exception reason) {
    try {
      channel.close();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  static StartupException inUse(Path directory, String holder, @Nullable Exception cause) {
    String fact = "The directory " + directory + " is already open in " + holder + ".";
    String wayOut = "Close it there first, or give this one a directory of its own.";
    return cause == null
        ? new StartupException("DulyEmbeddedInUse", fact, wayOut)
        : new StartupException("DulyEmbeddedInUse", fact, wayOut, cause);
  }

  static StartupException unusable(Path directory, String why, @Nullable Exception cause) {
    String fact = "The directory " + directory + " cannot hold the embedded database: " + why + ".";
    String wayOut = "Name a local directory this user may write to.";
    return cause == null
        ? new StartupException("DulyEmbeddedDirectory", fact, wayOut)
        : new StartupException("DulyEmbeddedDirectory", fact, wayOut, cause);
  }
}
