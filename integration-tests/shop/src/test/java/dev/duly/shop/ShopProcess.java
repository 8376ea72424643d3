/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged shop in a process of its own, as a user runs it. */
final class ShopProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 300;
  private final Process process;
  private final Path out;
  private final Path err;

  private ShopProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /** What a finished process said. */
  record Result(int exitCode, List<String> out, List<String> err) {
    String lastLine() {
      return out.isEmpty() ? "" : out.get(out.size() - 1);
    }
  }

  static ShopProcess start(Object... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  static ShopProcess start(Map<String, String> environment, Object... arguments)
      throws IOException {
    Path jar = Path.of(System.getProperty("shop.jar"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-jar", jar.toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path out = Files.createTempFile("shop-", ".out");
    Path err = Files.createTempFile("shop-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new ShopProcess(builder.start(), out, err);
  }

  static Result run(Object... arguments) throws IOException, InterruptedException {
    try (ShopProcess shop = start(arguments)) {
      return shop.await();
    }
  }

  Result await() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the shop did not end: " + out() + err());
    }
    return new Result(process.exitValue(), out(), err());
  }

  /** Asks the process to end, as Ctrl-C does. */
  void terminate() {
    process.destroy();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  List<String> out() {
    return lines(out);
  }

  List<String> err() {
    return lines(err);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Files.deleteIfExists(out);
    Files.deleteIfExists(err);
  }
}
