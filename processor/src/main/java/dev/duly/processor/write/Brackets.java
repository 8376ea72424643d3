/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import java.util.ArrayList;
import java.util.List;

/** Finds what stands outside all brackets and string literals. */
final class Brackets {
  private Brackets() {}

  /** Where {@code wanted} first stands outside all brackets and literals; -1 if nowhere. */
  static int indexOf(String code, String wanted) {
    return indexOf(code, wanted, 0);
  }

  private static int indexOf(String code, String wanted, int from) {
    int depth = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (c == '"') {
        i = endOfLiteral(code, i);
      } else if (i >= from && depth == 0 && code.startsWith(wanted, i)) {
        return i;
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      }
    }
    return -1;
  }

  private static int endOfLiteral(String code, int start) {
    int end = start + 1;
    while (code.charAt(end) != '"') {
      end += code.charAt(end) == '\\' ? 2 : 1;
    }
    return end;
  }

  /** Where the bracket at {@code open} is closed; the end of the code if it is not. */
  static int close(String code, int open) {
    int inside = indexOf(code.substring(open + 1), ")");
    return inside < 0 ? code.length() : open + 1 + inside;
  }

  /** Splits at commas outside all brackets. */
  static List<String> arguments(String code) {
    List<String> arguments = new ArrayList<>();
    int start = 0;
    for (int comma = indexOf(code, ", "); comma >= 0; comma = indexOf(code, ", ", start)) {
      arguments.add(code.substring(start, comma));
      start = comma + 2;
    }
    arguments.add(code.substring(start));
    return arguments;
  }

  /**
   * Splits a chain of calls: {@code A.b().c().d()} into {@code A.b()}, {@code .c()}, {@code .d()}.
   */
  static List<String> links(String code) {
    List<String> links = new ArrayList<>();
    int start = 0;
    for (int dot = indexOf(code, "."); dot >= 0; dot = indexOf(code, ".", dot + 1)) {
      if (dot > 0 && code.charAt(dot - 1) == ')') {
        links.add(code.substring(start, dot));
        start = dot;
      }
    }
    links.add(code.substring(start));
    return links;
  }
}
