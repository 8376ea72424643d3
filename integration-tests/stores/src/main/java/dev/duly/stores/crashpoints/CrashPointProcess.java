/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;

/**
 * Lives in a process that is to be killed, each with a queue and a schema of its own, the password
 * in {@code SHOP_PASSWORD}. For each line {@code pattern queue url user bug last}, with tabs
 * between, a life begins; at the boundary of the number {@code last} it says its name and stands
 * still, and the next line is read. It says {@code ended} if it never came there.
 */
public final class CrashPointProcess {
  private CrashPointProcess() {}

  public static void main(String[] arguments) throws Exception {
    try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split("\t", -1);
        Life life =
            new Life(
                Pattern.valueOf(words[0]),
                Path.of(words[1]),
                words[2],
                words[3],
                System.getenv("SHOP_PASSWORD"),
                Bug.valueOf(words[4]));
        int last = Integer.parseInt(words[5]);
        new Thread(() -> live(life, last), line).start();
      }
    }
  }

  private static void live(Life life, int last) {
    String end;
    try {
      end = "ended after " + life.live(last, CrashPointProcess::say).boundaries().size();
    } catch (Exception e) {
      e.printStackTrace();
      end = "failed with " + e;
    }
    say(end);
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
