/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.duly.shop.problem.BadInput;
import java.math.BigDecimal;
import java.util.List;

/** The values of one row by column; every complaint names file, line and column. */
final class Row {
  private static final int SHOWN = 40;
  private final String file;
  private final List<String> header;
  private long line;
  private List<String> fields = List.of();

  Row(String file, List<String> header, List<String> needed) {
    this.file = file;
    this.header = header;
    for (String column : needed) {
      if (!header.contains(column)) {
        throw new BadInput(
            "ShopMalformedRow",
            file + " line 1: column " + column + " is missing.",
            "Name the columns in the first line, then run again; nothing was processed.");
      }
    }
  }

  Row at(CsvRecord row) {
    line = row.getStartingLineNumber();
    fields = row.getFields();
    if (fields.size() != header.size()) {
      throw new BadInput(
          "ShopMalformedRow",
          file
              + " line "
              + line
              + ": "
              + fields.size()
              + " columns where the header has "
              + header.size()
              + ".",
          "Correct or remove the line, then run again; nothing was processed.");
    }
    return this;
  }

  String text(String column) {
    String value = fields.get(header.indexOf(column));
    if (value.isBlank() || value.length() > 100) {
      throw malformed(column, "has to have 1 to 100 characters");
    }
    return value;
  }

  int positive(String column) {
    String value = text(column);
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw malformed(column, "'" + cut(value) + "' is not a whole number");
    }
    throw malformed(column, "'" + cut(value) + "' is not 1 or more");
  }

  BigDecimal amount(String column, int decimals) {
    String value = text(column);
    try {
      BigDecimal number = new BigDecimal(value);
      // An exponent could blow a short text up into gigabytes of digits.
      if (number.precision() <= 15 && number.scale() >= 0 && number.signum() >= 0) {
        return number.setScale(decimals);
      }
    } catch (NumberFormatException e) {
      throw malformed(column, "'" + cut(value) + "' is not a number");
    } catch (ArithmeticException e) {
      throw malformed(column, "'" + cut(value) + "' has more than " + decimals + " decimals");
    }
    throw malformed(column, "'" + cut(value) + "' is not an amount");
  }

  BadInput malformed(String column, String fact) {
    return new BadInput(
        "ShopMalformedRow",
        file + " line " + line + ", column " + column + ": " + fact + ".",
        "Correct or remove the line, then run again; nothing was processed.");
  }

  private static String cut(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }
}
