/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.disk;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The application as a process that will be killed: {@code directory name seed}. It says what was
 * confirmed and what was not.
 */
final class Branch {
  private Branch() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    Bank.Said said =
        new Bank.Said() {
          @Override
          void confirmed(String id) {
            say("confirmed " + id);
          }

          @Override
          void failed(String id, Throwable failure) {
            say("failed " + id + " " + Bank.idOf(failure));
          }

          private synchronized void say(String line) {
            out.println(line);
            out.flush();
          }
        };
    Bank bank = new Bank(Path.of(arguments[0]), arguments[1], said);
    bank.openCounters(Long.parseLong(arguments[2]));
    // It ends with its parent, if that is sooner.
    while (System.in.read() >= 0) {
      Thread.onSpinWait();
    }
    Runtime.getRuntime().halt(1);
  }
}
