/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.BugCheckerRefactoringTestHelper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignConnectionTest {

  /** Members in which {@code ~} marks the call that is found. */
  private static String stock(String members, String what) {
    return """
        class Stock {
          javax.sql.DataSource database;
          org.springframework.jdbc.core.JdbcTemplate jdbc;
          java.util.concurrent.ExecutorService pool;
          Audit audit = new Audit();
          static class Audit {
            @org.springframework.transaction.annotation.Transactional(propagation = org.springframework.transaction.annotation.Propagation.REQUIRES_NEW) void apart(String o) { }
            @org.springframework.transaction.annotation.Transactional(propagation = org.springframework.transaction.annotation.Propagation.NOT_SUPPORTED) void without(String o) { }
            @org.springframework.transaction.annotation.Transactional(propagation = org.springframework.transaction.annotation.Propagation.MANDATORY) void within(String o) { }
            @jakarta.transaction.Transactional(jakarta.transaction.Transactional.TxType.REQUIRES_NEW) void apartToo(String o) { }
            @org.springframework.transaction.annotation.Transactional void joins(String o) { }
          }
          @org.springframework.transaction.annotation.Transactional(propagation = org.springframework.transaction.annotation.Propagation.REQUIRES_NEW)
          static class Apart {
            void log(String o) { }
            @org.springframework.transaction.annotation.Transactional void joins(String o) { }
          }
          Apart apart = new Apart();
          org.springframework.transaction.support.TransactionTemplate joining;
          org.springframework.transaction.support.TransactionTemplate alone;
          Stock() {
            alone.setPropagationBehavior(org.springframework.transaction.TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            joining.setPropagationBehavior(org.springframework.transaction.TransactionDefinition.PROPAGATION_MANDATORY);
          }
          %s
        }
        """
        .formatted(members.replace("~", "\n// BUG: Diagnostic contains: " + what + "\n"));
  }

  private static Compile on(String source) {
    return Compile.with(ForeignConnection.class, ForeignConnectionTest.class)
        .on(Libraries.CURRENT)
        .file("Stock.java", source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audit.joins(o); audit.within(o); apart.joins(o);",
        "jdbc.update(\"x\");",
        "joining.executeWithoutResult(s -> jdbc.update(\"x\"));",
        "pool.submit(() -> o.length());",
        "pool.execute(() -> System.out.println(o));",
        "new Thread(() -> System.out.println(o)).start();",
        "java.util.concurrent.CompletableFuture.runAsync(() -> System.out.println(o));",
        "new Object() { void run() throws Exception { database.getConnection(); } };",
      })
  void staysSilentInside(String body) {
    on(stock("@MessageHandler @Idempotent void on(String o) throws Exception { " + body + " }", ""))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@MessageHandler void on(String o) throws Exception { database.getConnection(); }",
        "@MessageHandler @Idempotent(mode = Idempotent.Mode.NATURAL, because = \"x\") void on(String o) throws Exception { database.getConnection(); }",
        "@org.springframework.kafka.annotation.KafkaListener void on(String o) throws Exception { database.getConnection(); }",
        "void on(String o) throws Exception { database.getConnection(); audit.apart(o); }",
        "@BestEffort(because = \"x\") @MessageHandler @Idempotent void on(String o) throws Exception { database.getConnection(); }",
      })
  void staysSilentWhereNoTransactionIsPromised(String member) {
    on(stock(member, "")).isSilent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "~database.getConnection(); | Stock.on opens a connection of its own and so outside",
        "try (java.sql.Connection c = ~database.getConnection()) { c.isClosed(); } | opens a connection of its own",
        "~database.getConnection(\"a\", \"b\"); | opens a connection of its own",
        "~java.sql.DriverManager.getConnection(o); | opens a connection of its own",
        "~audit.apart(o); | calls Audit.apart, which is declared to run outside",
        "~audit.without(o); | calls Audit.without, which",
        "~audit.apartToo(o); | calls Audit.apartToo, which",
        "~apart.log(o); | calls Apart.log, which",
        "~alone.executeWithoutResult(s -> jdbc.update(\"x\")); | runs in a template's own transaction",
        "~alone.execute(s -> jdbc.update(\"x\")); | runs in a template's own transaction",
        "~pool.submit(() -> jdbc.update(\"x\")); | writes on another thread",
        "~pool.execute(() -> { jdbc.update(\"x\"); }); | writes on another thread",
        "~java.util.concurrent.CompletableFuture.runAsync(() -> jdbc.update(\"x\")); | writes on another thread",
        "java.sql.PreparedStatement p = null; ~java.util.concurrent.CompletableFuture.supplyAsync(() -> { try { return p.executeUpdate(); } catch (Exception e) { throw new IllegalStateException(e); } }); | writes on another thread",
        "~new Thread(() -> jdbc.update(\"x\")).start(); | writes on another thread",
        "orders.forEach(each -> ~pool.submit(() -> jdbc.update(each))); | Take a parameter `Transaction tx`",
      })
  void findsWhatIsOutside(String body, String what) {
    on(stock(
            "@MessageHandler @Idempotent void on(String o) throws Exception { "
                + body
                + " } List<String> orders;",
            what))
        .finds();
  }

  @ParameterizedTest
  @CsvSource({
    "database.getConnection(),tx.connection()",
    "java.sql.DriverManager.getConnection(o),tx.connection()",
  })
  void theFixTakesTheHandlersConnection(String before, String after) throws IOException {
    refactors(handler(before, "c.isClosed();"), handler(after, "c.isClosed();"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c.commit();", "c.setAutoCommit(false);", "c.rollback();"})
  void leavesATransactionThatIsEndedByHand(String end) throws IOException {
    String source = handler("database.getConnection()", end);
    refactors(source, source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"String other", "java.sql.Connection other"})
  void leavesAHandlerThatHasNoTransaction(String parameter) throws IOException {
    String source =
        handler("database.getConnection()", "c.isClosed();")
            .replace("dev.duly.runtime.Transaction tx", parameter);
    refactors(source, source);
  }

  private static String handler(String connection, String rest) {
    return """
        import dev.duly.*;
        class Stock {
          javax.sql.DataSource database;
          @MessageHandler @Idempotent void on(String o, dev.duly.runtime.Transaction tx) throws Exception {
            try (java.sql.Connection c = %s) {
              %s
            }
          }
        }
        """
        .formatted(connection, rest);
  }

  private static void refactors(String before, String after) throws IOException {
    BugCheckerRefactoringTestHelper.newInstance(
            ForeignConnection.class, ForeignConnectionTest.class)
        .setArgs(Compile.arguments("-cp", Libraries.CURRENT.classPath()))
        .addInputLines("Transaction.java", Libraries.transaction())
        .expectUnchanged()
        .addInputLines("Stock.java", before)
        .addOutputLines("Stock.java", after)
        .doTest();
  }
}
