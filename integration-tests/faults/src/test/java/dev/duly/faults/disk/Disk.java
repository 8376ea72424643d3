/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A small file system of its own, in memory. It is mounted in a namespace of this process, see
 * {@link Namespace}, and gone with it.
 */
final class Disk implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path root;
  private final Path ballast;

  private Disk(Path root) {
    this.root = root;
    this.ballast = root.resolve("ballast");
  }

  static Disk mount(Path root, int megabytes) throws IOException {
    Files.createDirectories(root);
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "none", root.toString());
    return new Disk(root);
  }

  Path data() {
    return root.resolve("data");
  }

  /** Takes all the room there is but for about {@code left} bytes. */
  void fill(long left) throws IOException {
    try (FileChannel file =
        FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (left == 0 || Files.getFileStore(root).getUsableSpace() >= left + BLOCK) {
        try {
          file.write(ByteBuffer.allocate(BLOCK));
        } catch (IOException noRoom) {
          return;
        }
      }
    }
  }

  /** Gives the room back. */
  void free() throws IOException {
    Files.deleteIfExists(ballast);
  }

  @Override
  public void close() throws IOException {
    // Lazily: a database that was not closed is a finding of its own.
    run("umount", "-l", root.toString());
  }

  private static void run(String... command) throws IOException {
    int exitCode =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .onExit()
            .join()
            .exitValue();
    if (exitCode != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + exitCode);
    }
  }
}
