/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The disk of an embedded store runs full in the middle of the work: there is room again in time,
 * or the application is closed, killed, or closed and started meanwhile. {@code
 * -Dduly.diskfull.runs=200} makes it a long search, {@code -Dduly.seed=…} another one.
 */
class DiskFullTest {
  private static final int RUNS = Integer.getInteger("duly.diskfull.runs", 4);
  private static final long SEED = Long.getLong("duly.seed", 40);

  // Mounting a small disk takes a namespace in which this user may.
  private static final List<List<String>> NAMESPACES =
      List.of(List.of("unshare", "-rm"), List.of("sudo", "-n", "unshare", "-m"));

  @TempDir Path directory;

  @Test
  void whatWasConfirmedIsThereWhenThereIsRoomAgain() throws Exception {
    Path out = directory.resolve("out");
    Path log = directory.resolve("log");
    List<String> command = new ArrayList<>(namespace());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(DiskFullRuns.class.getName());
    command.addAll(List.of(directory.toString(), Integer.toString(RUNS), Long.toString(SEED)));
    int exitCode =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start()
            .waitFor();

    List<String> said = Files.readAllLines(out);
    said.stream().filter(line -> line.startsWith("PROOF")).forEach(System.out::println);
    assertThat(exitCode).as(Files.readString(log)).isZero();
    assertThat(said).noneMatch(line -> line.startsWith("WRONG"));
    assertThat(said).filteredOn(line -> line.startsWith("RUN")).hasSize(RUNS);
  }

  private static List<String> namespace() throws IOException, InterruptedException {
    for (List<String> command : NAMESPACES) {
      List<String> trial = new ArrayList<>(command);
      trial.add("true");
      try {
        if (new ProcessBuilder(trial)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD)
                .start()
                .waitFor()
            == 0) {
          return command;
        }
      } catch (IOException missing) {
        // The program is not there; the next may be.
      }
    }
    throw new AssertionError(
        "A small disk cannot be mounted here. It takes Linux, and either namespaces that a user may"
            + " make (unshare -rm) or sudo without a password.");
  }
}
