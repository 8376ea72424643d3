/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.keys;

import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.tools.javac.code.Type;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.type.TypeKind;

/** One piece of a joined text. */
public sealed interface Part {

  /** Always the same text. */
  record Literal(String text) implements Part {
    boolean delimits() {
      return text.chars().anyMatch(each -> !Character.isLetterOrDigit(each));
    }
  }

  /** A text that differs between messages. */
  record Variable(ExpressionTree expression, Grammar grammar) implements Part {
    static Variable of(ExpressionTree expression) {
      return new Variable(expression, Grammar.of(expression));
    }
  }

  /** What the text of a value can look like. */
  enum Grammar {
    /** Its end is known from its beginning. */
    FIXED_LENGTH,
    /** Numbers, enums, dates: no usual delimiter occurs in it. */
    CLOSED,
    /** Anything. */
    FREE_TEXT,
    /** Several free texts. */
    REPEATED;

    private static final Set<String> FIXED_TYPES =
        Set.of("java.util.UUID", "java.lang.Character", "java.time.LocalDate");
    private static final Set<String> CLOSED_TYPES =
        Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.time.Instant",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.Year",
            "java.time.YearMonth");

    static Grammar of(ExpressionTree expression) {
      Type type = ASTHelpers.getType(expression);
      if (type == null || type.tsym == null) {
        return FREE_TEXT;
      }
      if (type.isPrimitive()) {
        return type.getKind() == TypeKind.CHAR ? FIXED_LENGTH : CLOSED;
      }
      String name = type.tsym.getQualifiedName().toString();
      if (FIXED_TYPES.contains(name)) {
        return FIXED_LENGTH;
      }
      boolean closed = CLOSED_TYPES.contains(name) || type.tsym.getKind() == ElementKind.ENUM;
      return closed ? CLOSED : FREE_TEXT;
    }
  }
}
