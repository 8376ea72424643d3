/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmbiguousKeyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return tenant;",
        "return \"order-\" + tenant;",
        "return PREFIX + tenant + \"-v2\";",
        "return tenant + \":\" + line;",
        "return tenant + '/' + day;",
        "return line + \"-\" + status + \"-\" + number;",
        "return uuid + tenant;",
        "return uuid + \"\" + uuid + line;",
        "return String.join(\"/\", tenant, String.valueOf(line));",
        "return String.format(\"%s-%d\", tenant, line);",
        "return String.format(\"%s-%08d\", tenant, line);",
        "return String.format(\"100%% %s\", tenant);",
        "return \"%s:%d:%s\".formatted(tenant, line, status);",
        "return new StringBuilder().append(tenant).append('#').append(line).toString();",
        "return new StringBuilder(64).append(tenant).toString();",
        "return tenant.concat(\"-x\");",
        "return tenant.toLowerCase(Locale.ROOT).trim();",
        "String text = tenant; text = text + \":\"; return text;",
        "var text = new StringBuilder(tenant); text.append(':').append(text.length()); return text.toString();",
        "return String.valueOf(line + number);",
        "return switch (status) { case NEW -> tenant; };",
        "System.out.println(tenant + user); return tenant;",
      })
  void staysSilentOnKeysThatCanBeTakenApart(String body) {
    Compile.findsNothing(AmbiguousKey.class, getClass(), "A.java", accessor(body));
  }

  @Test
  void staysSilentOutsideKeys() {
    Compile.findsNothing(
        AmbiguousKey.class,
        getClass(),
        "A.java",
        """
        record A(@IdempotencyKey String id, @PartitionKey int number, String text) {
          A(String id, String a, String b) { this(id, 1, a + b); }
          String label() { return id + text; }
        }
        class Caller {
          A make(String id, String other) { return new A(id, 1, id + other); }
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return tenant + user;",
        "return line + \"\" + number;",
        "return tenant + line;",
        "return \"order\" + tenant + user;",
        "return tenant + \"-\" + user;",
        "return tenant + \"v\" + line;",
        "return tenant.concat(user);",
        "return String.format(\"%s%s\", tenant, line);",
        "return String.format(Locale.ROOT, \"%s%d\", tenant, line);",
        "return \"%s-%s\".formatted(tenant, user);",
        "return String.join(\"\", tenant, String.valueOf(line));",
        "return String.join(\",\", names);",
        "return new StringBuilder().append(tenant).append(user).toString();",
        "return new StringBuilder(tenant).append(line).toString();",
        "return (tenant + user).toLowerCase(Locale.ROOT);",
        "return UUID.nameUUIDFromBytes((tenant + line).getBytes()).toString();",
        "return status.name() + number + tenant;",
      })
  void findsKeysThatCannotBeTakenApart(String body) {
    Compile.with(AmbiguousKey.class, getClass())
        .file(
            "A.java",
            accessor("\n// BUG: Diagnostic contains: into one text, and different\n" + body))
        .finds();
  }

  @Test
  void findsJoinsKeptInLocalVariables() {
    Compile.with(AmbiguousKey.class, getClass())
        .file(
            "A.java",
            accessor(
                """
                var key = new StringBuilder();
                key.append(tenant);
                key.append(user);
                // BUG: Diagnostic contains: A.key joins tenant and user
                return key.toString();
                """))
        .file(
            "B.java",
            """
            record B(String tenant, int line) {
              @PartitionKey String key() {
                String joined = tenant + line;
                // BUG: Diagnostic contains: put @PartitionKey on each of them
                return joined;
              }
            }
            """)
        .finds();
  }

  @Test
  void aTextAppendedToItselfEnds() {
    Compile.with(AmbiguousKey.class, getClass())
        .file(
            "A.java",
            accessor(
                """
                var key = new StringBuilder();
                key.append(line).append(key);
                // BUG: Diagnostic contains: A.key joins line and key
                return key.toString();
                """))
        .finds();
  }

  @Test
  void findsJoinsHandedToConstructors() {
    Compile.with(AmbiguousKey.class, getClass())
        .file(
            "A.java",
            """
            record A(@IdempotencyKey String id, String text) {
              A(String tenant, int line) {
                this(
                    // BUG: Diagnostic contains: A.id joins tenant and line
                    tenant + line,
                    "");
              }
              A {
                // BUG: Diagnostic contains: A.id joins id and text
                id = id + text;
              }
              static A of(String tenant, String user) {
                return new A(
                    // BUG: Diagnostic contains: A.id joins tenant and user
                    tenant + user,
                    "");
              }
            }
            class Caller {
              A make(String tenant, String user) {
                return new A(
                    // BUG: Diagnostic contains: is dropped
                    tenant + user,
                    tenant + user);
              }
              Object read(String tenant, String user) {
                return new dev.duly.checks.testmessages.KeyedOnComponent(
                    // BUG: Diagnostic contains: KeyedOnComponent.orderId joins tenant and user
                    tenant + user);
              }
            }
            """)
        .finds();
  }

  @Test
  void fixMovesTheAnnotationToTheComponents() {
    Compile.fixes(
        AmbiguousKey.class,
        getClass(),
        "A.java",
        """
        import dev.duly.IdempotencyKey;
        record A(String tenant, int line, String text) {
          @IdempotencyKey
          String key() { return tenant + line() + tenant; }
        }
        """,
        """
        import dev.duly.IdempotencyKey;
        record A(@IdempotencyKey String tenant, @IdempotencyKey int line, String text) {
          String key() { return tenant + line() + tenant; }
        }
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record A(String tenant) { @IdempotencyKey String key() { return tenant + System.getProperty(\"x\"); } }",
        "record A(String tenant, java.time.Instant at) { @IdempotencyKey String key() { return tenant + at; } }",
      })
  void noFixWhereAPartIsNoKeyComponent(String declaration) {
    String source = "import dev.duly.IdempotencyKey;\n" + declaration;
    Compile.fixes(AmbiguousKey.class, getClass(), "A.java", source, source);
  }

  private static String accessor(String body) {
    return """
    record A(String tenant, String user, int line, long number, UUID uuid, LocalDate day,
        Status status, List<String> names) {
      @IdempotencyKey String key() { %s }
      static final String PREFIX = "order:";
      enum Status { NEW }
    }
    """
        .formatted(body);
  }
}
