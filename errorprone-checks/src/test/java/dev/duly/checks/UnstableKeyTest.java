/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnstableKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return orderId;",
        "return orderId + \":\" + placedAt;",
        "return placedAt.toString();",
        "return LocalDate.ofInstant(placedAt, ZoneOffset.UTC).toString();",
        "return UUID.nameUUIDFromBytes(orderId.getBytes()).toString();",
        "return total.toString();",
        "return String.valueOf(total.movePointRight(2).longValueExact());",
        "return String.join(\",\", new TreeSet<>(tags));",
        "return tags.stream().sorted().toList().toString();",
        "return tags.contains(\"vip\") ? \"vip\" + orderId : orderId;",
        "return orderId + tags.size();",
        "return Double.compare(1, 2) > 0 ? orderId : orderId + \"x\";",
        "return lines.get(\"first\");",
        "return status + \"-\" + status.name();",
        "return other.toString();",
        "return any.toString();",
        "return orderId + Inner.PREFIX;",
        "long start = System.nanoTime(); return orderId;",
      })
  void staysSilentOnKeysMadeOfTheMessage(String body) {
    Compile.findsNothing(UnstableKey.class, getClass(), "OrderPlaced.java", accessor(body));
  }

  @Test
  void staysSilentOutsideKeys() {
    Compile.findsNothing(
        UnstableKey.class,
        getClass(),
        "OrderPlaced.java",
        """
        record OrderPlaced(@IdempotencyKey String orderId, Instant placedAt, UUID trace) {
          OrderPlaced(String orderId) { this(orderId, Instant.now(), UUID.randomUUID()); }
          static OrderPlaced of(String orderId) {
            return new OrderPlaced(orderId, Instant.now(), UUID.randomUUID());
          }
          double rounded() { return Math.random(); }
        }
        class Plain { UUID id = UUID.randomUUID(); }
        """);
  }

  @Test
  void staysSilentOnAValueTheCallerHandsOver() {
    Compile.findsNothing(
        UnstableKey.class,
        getClass(),
        "Front.java",
        """
        record OrderPlaced(@IdempotencyKey String orderId) {
          OrderPlaced { orderId = orderId.strip(); }
          static OrderPlaced of(UUID id) { return new OrderPlaced(id.toString()); }
        }
        class Front {
          OrderPlaced accept() { return new OrderPlaced(UUID.randomUUID().toString()); }
        }
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return UUID.randomUUID().toString(); | is random",
        "return orderId + Math.random(); | is random",
        "return orderId + new Random().nextInt(); | is random",
        "return orderId + java.util.concurrent.ThreadLocalRandom.current().nextLong(); | is random",
        "return Optional.ofNullable(orderId).orElseGet(() -> UUID.randomUUID().toString()); | is random",
        "return Optional.of(UUID.randomUUID()).map(UUID::toString).get(); | is random",
        "return orderId + Instant.now(); | reads the clock",
        "return orderId + Clock.systemUTC().millis(); | reads the clock",
        "return orderId + System.currentTimeMillis(); | reads the clock",
        "return orderId + new Date(); | reads the clock",
        "String stamp = orderId; stamp += \"\"; stamp = LocalDate.now() + stamp; return stamp; | reads the clock",
        "return orderId + System.nanoTime(); | reads the clock",
        "return String.valueOf(orderId.hashCode()); | is a hash code",
        "return orderId + Objects.hash(orderId, total); | is a hash code",
        "return orderId + this.hashCode(); | is a hash code",
        "return orderId + System.identityHashCode(this); | is a hash code",
        "return orderId + cart; | has no text of its own",
        "return cart.toString(); | has no text of its own",
        "return String.valueOf(bytes) + orderId; | has no text of its own",
        "return orderId + Thread.currentThread().getName(); | depends on the thread",
        "return orderId + total.doubleValue(); | is floating point",
        "return String.valueOf(weight); | is floating point",
        "return String.join(\",\", tags); | has no promised order",
        "return orderId + lines; | has no promised order",
        "return lines.values().iterator().next(); | has no promised order",
        "var key = new StringBuilder(); for (String tag : lines.keySet()) { key.append(tag); } return key.toString(); | has no promised order",
        "return made(); | is random",
      })
  void findsUnstableAccessors(String body, String why) {
    Compile.with(UnstableKey.class, getClass())
        .file("OrderPlaced.java", accessor("\n// BUG: Diagnostic contains: " + why + "\n" + body))
        .finds();
  }

  @Test
  void findsKeysThatConstructorsAndFactoriesMake() {
    Compile.with(UnstableKey.class, getClass())
        .file(
            "Messages.java",
            """
            record Compact(@IdempotencyKey String id, String name) {
              Compact {
                if (id == null) {
                  // BUG: Diagnostic contains: Compact.id is made from UUID.randomUUID(), which is random
                  id = UUID.randomUUID().toString();
                }
              }
            }
            record Explicit(@IdempotencyKey String id) {
              Explicit(String id) {
                // BUG: Diagnostic contains: reads the clock
                this.id = id + Instant.now();
              }
              public String id() {
                // BUG: Diagnostic contains: is a hash code
                return id + id.hashCode();
              }
            }
            record Short(@IdempotencyKey UUID id, @PartitionKey String sku) {
              Short(String sku) {
                this(
                    // BUG: Diagnostic contains: is random
                    UUID.randomUUID(),
                    sku);
              }
              static Short ofToday() {
                return new Short(
                    new UUID(1, 2),
                    // BUG: Diagnostic contains: handled at the same time and in any order
                    LocalDate.now().toString());
              }
            }
            class Plain {
              // BUG: Diagnostic contains: is random
              @IdempotencyKey private final UUID id = UUID.randomUUID();
            }
            """)
        .finds();
  }

  @Test
  void isSuppressedByName() {
    Compile.findsNothing(
        UnstableKey.class,
        getClass(),
        "A.java",
        "@SuppressWarnings(\"UnstableKey\") class A { @IdempotencyKey UUID id = UUID.randomUUID(); }");
  }

  private static String accessor(String body) {
    return """
    record OrderPlaced(String orderId, Instant placedAt, java.math.BigDecimal total, float weight,
        Set<String> tags, Map<String, String> lines, Status status, Object any, Base other,
        Cart cart, byte[] bytes) {
      @IdempotencyKey String key() { %s }
      private String made() { String id = UUID.randomUUID().toString(); return id; }
      @Override public int hashCode() { return 1; }
      enum Status { NEW }
      static class Inner { static final String PREFIX = "x"; }
      abstract static class Base {}
      static class Cart {}
    }
    """
        .formatted(body);
  }
}
