/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.regex.Pattern;

/** The shape of every declared name that reaches a broker or a database. */
public final class Names {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  private Names() {}

  /** Whether {@code name} may name a channel, a group or a message. */
  public static boolean isValid(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Insists on a valid name.
   *
   * @return {@code name}
   * @throws IllegalArgumentException naming {@code what} if it is not valid
   */
  public static String check(String what, String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(
          what + " '" + name + "' does not match [a-z0-9][a-z0-9._-]{0,99}");
    }
    return name;
  }
}
