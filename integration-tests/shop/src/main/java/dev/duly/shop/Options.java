/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import dev.duly.shop.problem.BadInput;

/** What the values of options have to be. */
final class Options {
  private Options() {}

  static void share(String option, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw bad(option, "0 to 1", Double.toString(value));
    }
  }

  static void count(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw bad(option, least + " to " + most, Integer.toString(value));
    }
  }

  static void port(int value) {
    count("--port", value, 0, 65535);
  }

  private static BadInput bad(String option, String range, String value) {
    return new BadInput(
        "ShopOption", option + " is " + value + ".", "Give a value from " + range + ".");
  }
}
