/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.write;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out generated text the way google-java-format does. Knows what the writers of this package
 * use, not all of Java: one statement a line, and block lambdas as the last argument of a chain.
 */
final class Layout {
  /** How much deeper the block of a lambda ends up than its statement. */
  private static final int LAMBDA_SHIFT = 8;

  private final List<String> in;
  private final StringBuilder out = new StringBuilder();
  private int next;
  private int shift;

  private Layout(String text) {
    this.in = text.lines().toList();
  }

  static String of(String text) {
    return new Layout(text).run();
  }

  private String run() {
    while (next < in.size()) {
      String line = in.get(next++);
      String code = line.strip();
      int indent = line.length() - line.stripLeading().length();
      if (code.equals("/**")) {
        javadoc(indent);
      } else if (code.startsWith("@") && code.endsWith("(")) {
        annotation(indent, code);
      } else if (code.endsWith("(") || code.endsWith(",") || code.endsWith(" throws")) {
        emit(indent + shift, whole(code));
      } else if (code.endsWith("-> {")) {
        lambda(indent, code);
      } else if (code.endsWith("{") && next < in.size() && in.get(next).strip().equals("}")) {
        next++;
        emit(indent + shift, code + "}");
      } else if (code.isEmpty()) {
        out.append('\n');
      } else {
        emit(indent + shift, code);
      }
    }
    return out.toString();
  }

  private void javadoc(int indent) {
    StringBuilder text = new StringBuilder();
    while (!in.get(next).strip().equals("*/")) {
      text.append(in.get(next++).strip().substring(1).strip()).append('\n');
    }
    next++;
    String whole = text.toString().strip();
    String oneLine = "/** " + whole + " */";
    if (!whole.contains("\n") && indent + oneLine.length() <= CodeLines.WIDTH) {
      raw(indent, oneLine);
      return;
    }
    raw(indent, "/**");
    for (String paragraph : whole.split("\n", -1)) {
      fill(indent, paragraph);
    }
    raw(indent, " */");
  }

  private void fill(int indent, String paragraph) {
    StringBuilder line = new StringBuilder(" *");
    for (String word : paragraph.split(" ", -1)) {
      if (line.length() > 2 && indent + line.length() + 1 + word.length() > CodeLines.WIDTH) {
        raw(indent, line.toString());
        line = new StringBuilder(" *");
      }
      line.append(word.isEmpty() ? "" : " " + word);
    }
    raw(indent, line.toString());
  }

  /** JavaPoet breaks long parameter lists in its own way. */
  private String whole(String start) {
    StringBuilder joined = new StringBuilder(start);
    while (!joined.toString().endsWith("{")) {
      joined.append(joined.toString().endsWith("(") ? "" : " ").append(in.get(next++).strip());
    }
    return joined.toString();
  }

  private void annotation(int indent, String opening) {
    StringBuilder joined = new StringBuilder(opening);
    while (!in.get(next).strip().equals(")")) {
      joined.append(in.get(next++).strip());
    }
    next++;
    emit(indent, joined.append(')').toString());
  }

  /** The chain up to the lambda is always broken: a block cannot stand on one line. */
  private void lambda(int indent, String code) {
    emit(indent, code);
    shift = LAMBDA_SHIFT;
    while (!in.get(next).strip().startsWith("})") || indentAt(next) != indent) {
      String line = in.get(next++);
      emit(line.length() - line.stripLeading().length() + shift, line.strip());
    }
    raw(indent + shift, in.get(next++).strip());
    shift = 0;
  }

  private int indentAt(int line) {
    return in.get(line).length() - in.get(line).stripLeading().length();
  }

  private void emit(int indent, String code) {
    List<String> lines = new ArrayList<>(CodeLines.of(code, indent));
    out.append(" ".repeat(indent)).append(String.join("\n", lines)).append('\n');
  }

  private void raw(int indent, String line) {
    out.append(" ".repeat(indent)).append(line).append('\n');
  }
}
