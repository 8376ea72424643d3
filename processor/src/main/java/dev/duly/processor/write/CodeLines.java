/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks one line of code that is too long: at {@code =}, then at dots, then at arguments. */
final class CodeLines {
  static final int WIDTH = 100;
  private static final int STEP = 4;
  private static final Pattern LAMBDA = Pattern.compile("\\(|\\w+ -> ");

  private CodeLines() {}

  /**
   * The lines of {@code code}; the first is to be put at {@code indent}, the others bring theirs.
   */
  static List<String> of(String code, int indent) {
    if (fits(code, indent)) {
      return List.of(code);
    }
    if (code.endsWith(" {") && !code.endsWith("-> {")) {
      return header(code, indent);
    }
    int assigned = Brackets.indexOf(code, " = ");
    if (assigned > 0) {
      String value = code.substring(assigned + 3);
      int inner = indent + STEP;
      return join(
          List.of(code.substring(0, assigned + 2)),
          indented(expression(value, inner, inner), inner));
    }
    for (String keyword : List.of("return ", "throw ")) {
      if (code.startsWith(keyword)) {
        String value = code.substring(keyword.length());
        return prefixed(keyword, expression(value, indent + keyword.length(), indent));
      }
    }
    return expression(code, indent, indent);
  }

  /** The first line of a class or a method. */
  private static List<String> header(String code, int indent) {
    int list = code.indexOf(" implements ");
    if (list > 0) {
      return List.of(code.substring(0, list), pad(indent + STEP) + code.substring(list + 1));
    }
    int test = code.indexOf(" instanceof ");
    if (test > 0) {
      return List.of(code.substring(0, test), pad(indent + STEP) + code.substring(test + 1));
    }
    int open = code.indexOf('(');
    if (open < 0) {
      return List.of(code);
    }
    int thrown = code.indexOf(") throws ");
    if (thrown > 0) {
      String rest = pad(indent + STEP) + code.substring(thrown + 2);
      return join(signature(code.substring(0, thrown + 1), open, indent), List.of(rest));
    }
    return signature(code, open, indent);
  }

  private static List<String> signature(String code, int open, int indent) {
    if (fits(code, indent)) {
      return List.of(code);
    }
    int name = code.lastIndexOf(' ', open);
    String parameters = code.substring(open + 1);
    if (!fits(code.substring(0, open + 1), indent)) {
      return List.of(code.substring(0, name), pad(indent + STEP) + code.substring(name + 1));
    }
    List<String> lines = new ArrayList<>(List.of(code.substring(0, open + 1)));
    if (fits(parameters, indent + STEP)) {
      lines.add(pad(indent + STEP) + parameters);
      return lines;
    }
    int close = parameters.lastIndexOf(')');
    String rest = parameters.substring(0, close);
    for (int comma = comma(rest); comma >= 0; comma = comma(rest)) {
      lines.add(pad(indent + STEP) + rest.substring(0, comma + 1));
      rest = rest.substring(comma + 2);
    }
    lines.add(pad(indent + STEP) + rest + parameters.substring(close));
    return lines;
  }

  /** The first comma outside of type arguments; -1 if there is none. */
  private static int comma(String parameters) {
    int depth = 0;
    for (int i = 0; i < parameters.length(); i++) {
      char c = parameters.charAt(i);
      if (c == '<') {
        depth++;
      } else if (c == '>') {
        depth--;
      } else if (c == ',' && depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Breaks an expression, with all that follows it up to the end of its line.
   *
   * @param column where it begins
   * @param indent what its further lines are indented from
   */
  private static List<String> expression(String code, int column, int indent) {
    if (fits(code, column)) {
      return List.of(code);
    }
    int arrow = LAMBDA.matcher(code).lookingAt() ? Brackets.indexOf(code, " -> ") : -1;
    if (arrow > 0) {
      if (code.endsWith("{")) {
        return List.of(code);
      }
      int inner = indent + STEP;
      List<String> body = expression(code.substring(arrow + 4), inner, inner);
      return join(List.of(code.substring(0, arrow + 3)), indented(body, inner));
    }
    int plus = Brackets.indexOf(code, " + ");
    if (plus > 0) {
      return List.of(code.substring(0, plus), pad(indent + STEP) + code.substring(plus + 1));
    }
    List<String> links = Brackets.links(code);
    if (links.size() == 1) {
      return call(code, indent);
    }
    int inner = indent + STEP;
    List<String> lines = new ArrayList<>(expression(links.get(0), column, inner));
    for (String link : links.subList(1, links.size())) {
      lines.addAll(indented(expression(link, inner, inner), inner));
    }
    return lines;
  }

  private static List<String> call(String code, int indent) {
    int open = code.indexOf('(');
    int close = Brackets.close(code, open);
    if (open < 0 || close == open + 1) {
      return List.of(code);
    }
    List<String> arguments = Brackets.arguments(code.substring(open + 1, close));
    String end = code.substring(close);
    int inner = indent + STEP;
    List<String> lines = new ArrayList<>(List.of(code.substring(0, open + 1)));
    String together = String.join(", ", arguments) + end;
    if (arguments.size() == 1 || fits(together, inner)) {
      lines.addAll(indented(expression(together, inner, inner), inner));
      return lines;
    }
    for (int i = 0; i < arguments.size(); i++) {
      String after = i == arguments.size() - 1 ? end : ",";
      lines.addAll(indented(expression(arguments.get(i) + after, inner, inner), inner));
    }
    return lines;
  }

  private static boolean fits(String code, int column) {
    return !code.endsWith("-> {") && column + code.length() <= WIDTH;
  }

  private static List<String> indented(List<String> lines, int indent) {
    return prefixed(pad(indent), lines);
  }

  private static List<String> prefixed(String prefix, List<String> lines) {
    List<String> result = new ArrayList<>(lines);
    result.set(0, prefix + result.get(0));
    return result;
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static String pad(int indent) {
    return " ".repeat(indent);
  }
}
