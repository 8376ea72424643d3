/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwallowedFailureTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        // The failure goes on.
        "try { store.save(order); } catch (Exception e) { LOG.error(\"x\", e); throw e; }",
        "try { store.save(order); } catch (Exception e) { throw new RuntimeException(e); }",
        "try { store.save(order); } finally { LOG.info(\"done\"); }",
        "try { store.save(order); return; } catch (Exception e) { LOG.warn(\"x\", e); } throw new IllegalStateException();",
        "boolean ok = false; try { store.save(order); ok = true; } catch (Exception e) { LOG.warn(\"x\", e); } if (!ok) { store.fail(order); }",
        "int failed = 0; try { store.save(order); } catch (Exception e) { LOG.warn(\"x\", e); failed++; } store.count(failed);",
        "int saved = 0; try { store.save(order); saved++; } catch (Exception e) { LOG.warn(\"x\", e); } store.count(saved);",
        "int saved = 0; try { store.save(order); saved += 1; } catch (Exception e) { LOG.warn(\"x\", e); } store.count(saved);",
        "switch (order.orderId()) { case \"a\": try { store.save(order); return; } catch (Exception e) { LOG.warn(\"x\", e); } throw new IllegalStateException(); default: }",
        "Boolean saved = null; try { saved = store.save(order); } catch (Exception e) { LOG.warn(\"x\", e); } store.count(saved == null ? 0 : 1);",
        "try { store.save(order); return; } catch (Exception e) { LOG.warn(\"x\", e); } store.fail(order);",
        // Somebody else is told.
        "try { store.save(order); } catch (Exception e) { store.fail(order); }",
        "try { store.save(order); } catch (Exception e) { logError(e); }",
        "try { store.save(order); } catch (Exception e) { Asserts.fail(); }",
        "try { store.save(order); } catch (Exception e) { LOG.error(\"kept as {}\", store.fail(order)); }",
        "try { store.save(order); } catch (Exception e) { failures.add(order); }",
        "try { store.save(order); } catch (Exception e) { failure = e; }",
        // It is tried again.
        "while (true) { try { store.save(order); return; } catch (Exception e) { LOG.warn(\"again\", e); } }",
        "boolean done = false; while (!done) { try { store.save(order); done = true; } catch (Exception e) { LOG.warn(\"again\", e); } }",
        "for (int i = 0; i < 3; i++) { try { store.save(order); return; } catch (Exception e) { LOG.warn(\"again\", e); } } throw new IllegalStateException();",
        // A failure the handler knows.
        "try { store.save(order); } catch (IllegalStateException e) { LOG.info(\"known\", e); }",
        // No work is lost.
        "try { LOG.info(\"got {}\", order.orderId()); } catch (Exception e) { LOG.warn(\"x\", e); }",
        "try { int n = Integer.parseInt(order.orderId()); LOG.info(\"n {}\", n); } catch (Exception e) { LOG.warn(\"x\", e); }",
        "try { Instant.parse(order.orderId()); } catch (Exception e) { LOG.warn(\"x\", e); }",
        "try { Thread.sleep(1); } catch (Exception e) { LOG.warn(\"x\", e); }",
        "try { store.close(); } catch (Exception e) { LOG.warn(\"x\", e); }",
        // Not on the handler's own path.
        "later(() -> { try { store.save(order); } catch (Exception e) { LOG.warn(\"x\", e); } });",
        "new Object() { void run() { try { store.save(order); } catch (Exception e) { LOG.warn(\"x\", e); } } };",
      })
  void staysSilentWhereNothingIsLost(String body) {
    Compile.findsNothing(SwallowedFailure.class, getClass(), "Billing.java", handler(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "catch (Exception e) { LOG.error(\"x\", e); }",
        "catch (RuntimeException e) { }",
        "catch (Throwable e) { e.printStackTrace(); }",
        "catch (Error e) { System.err.println(\"x\" + e.getMessage()); }",
        "catch (IllegalStateException | Error e) { LOG.error(\"x\", e); }",
        "catch (IllegalStateException e) { throw e; } catch (Exception e) { LOG.error(\"x\", e); return; }",
        "catch (Exception e) { String id = order.orderId(); LOG.atError().setCause(e).log(\"x {}\", id); }",
        "catch (Exception e) { if (LOG.isErrorEnabled()) { LOG.error(String.format(\"x %s\", order.orderId()), e); } }",
        "catch (Exception e) { JUL.log(java.util.logging.Level.SEVERE, \"x\", e); }",
        "catch (Exception e) { SYS.log(System.Logger.Level.ERROR, () -> \"x \" + order.orderId(), e); }",
        "catch (Exception e) { LOG.error(\"x\", e); } finally { LOG.info(\"done\"); }",
        "catch (Exception e) { LOG.error(\"x\", e); } LOG.info(\"handled\");",
      })
  void findsAFailureThatIsOnlyLogged(String clause) {
    Compile.with(SwallowedFailure.class, getClass())
        .file(
            "Billing.java",
            handler(
                "try { store.save(order); }\n// BUG: Diagnostic contains: Billing.on goes on after any\n"
                    + clause))
        .finds();
  }

  @Test
  void findsABatchThatSkipsWhatFails() {
    Compile.with(SwallowedFailure.class, getClass())
        .file(
            "Batch.java",
            """
            class Batch {
              static final Logger LOG = LoggerFactory.getLogger(Batch.class);
              interface Store { void save(Object order); }
              Store store;
              @MessageHandler void on(List<String> orders) {
                for (String order : orders) {
                  try {
                    store.save(order);
                    // BUG: Diagnostic contains: Batch.on goes on after any Exception
                  } catch (Exception e) {
                    LOG.error("skipped {}", order, e);
                    continue;
                  }
                }
                orders.forEach(store::save);
              }
              @MessageHandler void all(List<String> orders) {
                try {
                  orders.forEach(store::save);
                  // BUG: Diagnostic contains: Batch.all goes on
                } catch (Exception e) {
                  LOG.error("x", e);
                }
              }
            }
            """)
        .finds();
  }

  @Test
  void judgesWhatAHandlerAnswers() {
    Compile.with(SwallowedFailure.class, getClass())
        .file(
            "Answers.java",
            """
            class Answers {
              static final Logger LOG = LoggerFactory.getLogger(Answers.class);
              interface Store { String save(Object order); }
              Store store;
              @MessageHandler String failureAsMessage(Integer order) {
                try { return store.save(order); } catch (Exception e) { LOG.error("x", e); }
                return "failed";
              }
              @MessageHandler String failureReturned(Long order) {
                try { return store.save(order); } catch (Exception e) { return "failed"; }
              }
              @MessageHandler String nothing(Short order) {
                try { return store.save(order); }
                // BUG: Diagnostic contains: Answers.nothing goes on
                catch (Exception e) { LOG.error("x", e); return null; }
              }
              @MessageHandler Optional<String> empty(Byte order) {
                try { return Optional.of(store.save(order)); }
                // BUG: Diagnostic contains: Answers.empty goes on
                catch (Exception e) { LOG.error("x", e); }
                return Optional.empty();
              }
              @MessageHandler String successAnyway(Character order) {
                try { store.save(order); }
                // BUG: Diagnostic contains: Answers.successAnyway goes on
                catch (Exception e) { LOG.error("x", e); }
                return "confirmed";
              }
            }
            """)
        .finds();
  }

  @Test
  void followsHelpersOfTheSameClassToTwoCalls() {
    Compile.with(SwallowedFailure.class, getClass())
        .file(
            "Billing.java",
            """
            class Billing {
              static final Logger LOG = LoggerFactory.getLogger(Billing.class);
              interface Store { void save(Object order); }
              Store store;
              @MessageHandler void on(String order) { one(order); if (!told(order)) throw new IllegalStateException(); }
              private void one(String order) {
                try { store.save(order); two(order); }
                // BUG: Diagnostic contains: Billing.on goes on after any Exception in one
                catch (Exception e) { LOG.error("x", e); }
              }
              private void two(String order) {
                try { store.save(order); three(order); }
                // BUG: Diagnostic contains: in two
                catch (Exception e) { LOG.error("x", e); }
              }
              private void three(String order) {
                try { store.save(order); } catch (Exception e) { LOG.error("x", e); }
              }
              private boolean told(String order) {
                try { store.save(order); return true; } catch (Exception e) { LOG.error("x", e); return false; }
              }
              private String toldByNull(String order) {
                try { store.save(order); return ""; } catch (Exception e) { LOG.error("x", e); return null; }
              }
              @MessageHandler String answers(Long order) { return toldByNull("x"); }
              void unrelated(String order) {
                try { store.save(order); } catch (Exception e) { LOG.error("x", e); }
              }
              @MessageHandler void third(Integer order) { toldByNull("x"); new Billing().unrelated("x"); }
            }
            """)
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Somebody hears it.
        "if (!told(order)) { throw new IllegalStateException(); } told(order); | private boolean told(String o) { try { store.save(o); return true; } catch (Exception e) { LOG.error(\"x\", e); return false; } }",
        "List.of(order).forEach(this::told); | private boolean told(String o) { try { store.save(o); return true; } catch (Exception e) { LOG.error(\"x\", e); return false; } }",
        "told(order); | boolean told(String o) { try { store.save(o); return true; } catch (Exception e) { LOG.error(\"x\", e); return false; } }",
        // It does more than answer.
        "told(order); | private boolean told(String o) { try { store.save(o); return true; } catch (Exception e) { LOG.error(\"x\", e); return kept(o); } }",
        "told(order); | private boolean told(String o) { try { store.save(o); return true; } catch (Exception e) { LOG.error(\"x\", e); } return kept(o); }",
      })
  void staysSilentWhereAnAnswerMayTellTheFailure(String code) {
    Compile.with(SwallowedFailure.class, getClass())
        .file("Billing.java", answering(code))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "told(order); | private boolean told(String o) { try { store.save(o); return true; } ~ catch (Exception e) { LOG.error(\"x\", e); return false; } }",
        "told(order); | private boolean told(String o) { try { store.save(o); return true; } ~ catch (Exception e) { LOG.error(\"x\", e); } return false; }",
        "this.told(order); told(\"\"); | private String told(String o) { try { store.save(o); return \"done\"; } ~ catch (Exception e) { LOG.error(\"x\", e); return null; } }",
        "told(order); | private int told(String o) { int n = 0; try { store.save(o); n++; } ~ catch (Exception e) { LOG.error(\"x\", e); return -1; } return n; }",
      })
  void findsAFailureThatIsToldToNobodyWhoListens(String code) {
    Compile.with(SwallowedFailure.class, getClass())
        .file(
            "Billing.java",
            answering(
                code.replace(
                    "~",
                    "\n// BUG: Diagnostic contains: Billing.on goes on after any Exception in told\n")))
        .finds();
  }

  private static String answering(String code) {
    String[] parts = code.split(" \\| ", -1);
    return """
    class Billing {
      static final Logger LOG = LoggerFactory.getLogger(Billing.class);
      interface Store { void save(Object order); }
      Store store;
      boolean kept(String order) { return true; }
      @MessageHandler void on(String order) { %s }
      %s
    }
    """
        .formatted(parts[0], parts[1]);
  }

  @Test
  void staysSilentWithAReasonOrSuppression() {
    Compile.findsNothing(
        SwallowedFailure.class,
        getClass(),
        "Billing.java",
        """
        class Billing {
          interface Store { void save(Object order); }
          Store store;
          @MessageHandler @BestEffort(because = "a page view")
          void on(String order) { try { store.save(order); } catch (Exception e) { } helper(order); }
          void helper(String order) { try { store.save(order); } catch (Exception e) { } }
          @MessageHandler void with(Integer order) { cache(order); }
          @BestEffort(because = "the cache fills itself")
          void cache(Object order) { try { store.save(order); } catch (Exception e) { } }
          @MessageHandler @SuppressWarnings("SwallowedFailure")
          void suppressed(Long order) { try { store.save(order); } catch (Exception e) { } }
          void noHandler(Long order) { try { store.save(order); } catch (Exception e) { } }
        }
        """);
  }

  @Test
  void aBlankReasonIsNoReason() {
    Compile.with(SwallowedFailure.class, getClass())
        .file(
            "Billing.java",
            """
            class Billing {
              interface Store { void save(Object order); }
              Store store;
              @MessageHandler @BestEffort(because = "")
              void on(String order) {
                try { store.save(order); }
                // BUG: Diagnostic contains: SwallowedFailure
                catch (Exception e) { }
              }
            }
            """)
        .finds();
  }

  @Test
  void fixRethrowsWhatTheMethodMayThrow() {
    fixes(
        "void on(String o) { try { save(o); } catch (Exception e) { log(e); } finally { }}",
        "void on(String o) { try { save(o); } catch (Exception e) { log(e);\nthrow e; } finally { }}",
        "void save(Object o) {}");
  }

  @Test
  void fixWrapsACheckedFailureTheMethodDoesNotDeclare() {
    fixes(
        "void on(String o) { try { save(o); } catch (Exception e) { } }",
        "void on(String o) { try { save(o); } catch (Exception e) { throw new IllegalStateException(e); } }",
        "void save(Object o) throws java.io.IOException {}");
  }

  @Test
  void fixRethrowsACheckedFailureTheMethodDeclares() {
    fixes(
        "void on(String o) throws java.io.IOException { try { save(o); } catch (Exception e) { log(e); return; } }",
        "void on(String o) throws java.io.IOException { try { save(o); } catch (Exception e) { log(e); throw e; } }",
        "void save(Object o) throws java.io.IOException {}");
  }

  @Test
  void noFixWhereStatementsWouldBecomeUnreachable() {
    String method =
        "String on(String o) { try { save(o); return o; } catch (Exception e) { log(e); } return null; }";
    fixes(method, method, "void save(Object o) {}");
  }

  private void fixes(String before, String after, String save) {
    String source =
        """
        import dev.duly.MessageHandler;
        class Billing {
          @MessageHandler %s
          %s
        }
        """;
    Compile.fixes(
        SwallowedFailure.class,
        getClass(),
        "Billing.java",
        source.formatted(before.replace("log(e);", "e.printStackTrace();"), save),
        source.formatted(after.replace("log(e);", "e.printStackTrace();"), save));
  }

  private static String handler(String body) {
    return """
    class Billing {
      static final Logger LOG = LoggerFactory.getLogger(Billing.class);
      static final java.util.logging.Logger JUL = java.util.logging.Logger.getLogger("x");
      static final System.Logger SYS = System.getLogger("x");
      record OrderPlaced(String orderId) {}
      interface Store extends AutoCloseable {
        boolean save(OrderPlaced order);
        boolean fail(OrderPlaced order);
        void count(int number);
        @Override void close();
      }
      Store store;
      List<OrderPlaced> failures = new ArrayList<>();
      Exception failure;
      void logError(Exception e) {}
      void later(Runnable task) {}
      static class Asserts { static void fail() { throw new AssertionError(); } }
      @MessageHandler void on(OrderPlaced order) { %s }
    }
    """
        .formatted(body);
  }
}
