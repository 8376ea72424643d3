/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.duly.shop.problem.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads order lines: UTF-8, comma separated, one header line. A file is read as a whole or not at
 * all: the first row that cannot be used ends it with its line and column.
 */
public final class OrderFile {
  private static final String BUNDLED = "/dev/duly/shop/superstore-order-lines.csv";
  private static final List<String> COLUMNS =
      List.of("order_id", "customer_id", "product_id", "quantity", "sales");

  private final String name;
  private final Map<String, List<Line>> lines = new LinkedHashMap<>();
  private final Map<String, String> customers = new LinkedHashMap<>();

  private OrderFile(String name) {
    this.name = name;
  }

  /**
   * Reads {@code file}, or the bundled one where it is null.
   *
   * @throws BadInput if it cannot be read, or a row of it cannot be used
   */
  public static OrderBook read(@Nullable Path file) {
    String name = file == null ? "superstore-order-lines.csv" : file.toString();
    try (InputStream bytes = open(file);
        // A decoder of one's own throws at a broken character where the usual one replaces it.
        Reader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())) {
      return new OrderFile(name).read(text);
    } catch (CharacterCodingException e) {
      throw new BadInput(
          "ShopUnreadableFile", name + " is not UTF-8.", "Save it as UTF-8, then run again.", e);
    } catch (IOException e) {
      throw new BadInput(
          "ShopUnreadableFile", name + " cannot be read.", "Check --data, then run again.", e);
    }
  }

  private static InputStream open(@Nullable Path file) throws IOException {
    if (file != null) {
      return Files.newInputStream(file);
    }
    InputStream bundled = OrderFile.class.getResourceAsStream(BUNDLED);
    if (bundled == null) {
      throw new IOException(BUNDLED + " is not on the class path");
    }
    return bundled;
  }

  private OrderBook read(Reader text) throws IOException {
    try (CsvReader<CsvRecord> rows =
        CsvReader.builder()
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(text)) {
      Iterator<CsvRecord> each = rows.iterator();
      if (!each.hasNext()) {
        throw new BadInput("ShopUnreadableFile", name + " is empty.", "Check --data.");
      }
      List<String> header = each.next().getFields();
      Row row = new Row(name, header, COLUMNS);
      while (each.hasNext()) {
        add(row.at(each.next()));
      }
    } catch (CsvParseException | UncheckedIOException e) {
      if (e.getCause() instanceof CharacterCodingException broken) {
        throw broken;
      }
      throw new BadInput(
          "ShopMalformedRow",
          name + " is not well-formed CSV: " + e.getMessage() + ".",
          "Correct the file, then run again; nothing was processed.",
          e);
    }
    return orders();
  }

  private void add(Row row) {
    String orderId = row.text("order_id");
    String customerId = row.text("customer_id");
    String known = customers.putIfAbsent(orderId, customerId);
    if (known != null && !known.equals(customerId)) {
      throw row.malformed("customer_id", "order " + orderId + " belongs to " + known + " already");
    }
    BigDecimal amount = row.amount("sales", OrderBook.DECIMALS);
    Line line = new Line(row.text("product_id"), row.positive("quantity"), amount);
    lines.computeIfAbsent(orderId, id -> new ArrayList<>()).add(line);
  }

  private OrderBook orders() {
    List<Order> orders = new ArrayList<>(lines.size());
    lines.forEach((id, all) -> orders.add(new Order(id, customers.getOrDefault(id, ""), all)));
    return new OrderBook(orders);
  }
}
