/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import java.nio.file.Path;

/**
 * One life as a process: {@code pattern queue url user early last}, the password in {@code
 * SHOP_PASSWORD}. At the boundary of the number {@code last} it says its name and stands still; it
 * says {@code ended} if it never came there.
 */
public final class CrashPointProcess {
  private CrashPointProcess() {}

  public static void main(String[] arguments) throws Exception {
    Life life =
        new Life(
            Pattern.valueOf(arguments[0]),
            Path.of(arguments[1]),
            arguments[2],
            arguments[3],
            System.getenv("SHOP_PASSWORD"),
            Boolean.parseBoolean(arguments[4]));
    var unused = life.live(Integer.parseInt(arguments[5]), CrashPointProcess::say);
    say("ended");
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
