/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import com.google.errorprone.BugCheckerRefactoringTestHelper;
import com.google.errorprone.bugpatterns.BugChecker;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The hints, and that they say nothing until they are named. */
class HintsTest {
  private static final String BUG = "\n// BUG: Diagnostic contains: ";

  private static String type(String members) {
    return """
        import java.util.concurrent.*;
        class Billing {
          static final Logger LOG = LoggerFactory.getLogger(Billing.class);
          interface Store {
            void save(Object order);
            boolean existsBy(Object order);
            Object findBy(Object order);
          }
          static class DuplicateKeyException extends RuntimeException { }
          Store store;
          Store other;
          org.springframework.kafka.core.KafkaTemplate<String, Object> kafka;
          %s
        }
        """
        .formatted(members);
  }

  private static String handler(String body) {
    return "@MessageHandler void on(String order) throws Exception { " + body + " }";
  }

  private Compile named(Class<? extends BugChecker> hint, String members) {
    return Compile.with(hint, getClass())
        .args("-cp", Libraries.CURRENT.classPath(), "-Xep:" + hint.getSimpleName() + ":WARN")
        .file("Billing.java", type(members));
  }

  static Stream<Arguments> found() {
    return Stream.of(
        Arguments.of(
            BlockingSleepInHandler.class, handler("//Billing.on sleeps\nThread.sleep(1);")),
        Arguments.of(
            BlockingSleepInHandler.class,
            handler("//Billing.on sleeps\nTimeUnit.SECONDS.sleep(1);")),
        Arguments.of(
            BlockingSleepInHandler.class,
            handler("later();")
                + "void later() throws Exception {//Billing.on sleeps\nThread.sleep(1); }"),
        Arguments.of(
            NarrowSwallow.class,
            handler(
                "try { store.save(order); }//Billing.on goes on after IllegalStateException\ncatch (IllegalStateException e) { LOG.warn(\"x\", e); }")),
        Arguments.of(
            NarrowSwallow.class,
            handler(
                "try { store.save(order); }//`throw e;`\ncatch (DuplicateKeyException | IllegalStateException e) { }")),
        Arguments.of(
            AutoCommit.class,
            "void a(Map<String, Object> m) {//commits what it has polled every few seconds\nm.put(\"enable.auto.commit\", true); }"),
        Arguments.of(
            AutoCommit.class,
            "void a(Properties p) {//Set it to false\np.setProperty(org.apache.kafka.clients.consumer.ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, \"true\"); }"),
        Arguments.of(
            AutoCommit.class,
            "//With enable.auto.commit\nMap<String, Object> m = Map.of(\"group.id\", \"g\", \"enable.auto.commit\", Boolean.TRUE);"),
        Arguments.of(
            UnboundedPayload.class,
            "void a(java.nio.file.Path p) throws Exception {//carries all that java.nio.file.Files.readString(p) gives\nkafka.send(\"t\", \"k\", java.nio.file.Files.readString(p)).join(); }"),
        Arguments.of(
            UnboundedPayload.class,
            "void a(java.io.InputStream in) throws Exception {//carries all that in.readAllBytes() gives\nkafka.send(new org.apache.kafka.clients.producer.ProducerRecord<>(\"t\", \"k\", (Object) in.readAllBytes())).join(); }"),
        Arguments.of(
            MissingDeadLetter.class,
            "Object a() {//new DefaultErrorHandler(new DeadLetterPublishingRecoverer(template)\nreturn new org.springframework.kafka.listener.DefaultErrorHandler(); }"),
        Arguments.of(
            MissingDeadLetter.class,
            "Object a() {//This DefaultAfterRollbackProcessor has nobody\nreturn new org.springframework.kafka.listener.DefaultAfterRollbackProcessor<Object, Object>(); }"),
        Arguments.of(
            MissingDeadLetter.class,
            "Object a() {//Add .deadLetterExchange\nreturn org.springframework.amqp.core.QueueBuilder.durable(\"orders\").lazy().build(); }"),
        Arguments.of(
            CheckThenAct.class,
            handler(
                "//Billing.on asks store and writes\nif (!store.existsBy(order)) { store.save(order); }")),
        Arguments.of(
            CheckThenAct.class,
            handler(
                "//putIfAbsent\nif (store.findBy(order) != null) { return; } store.save(order);")),
        Arguments.of(
            CheckThenAct.class,
            handler("//asks store\nif (store.existsBy(order)) { } else { store.save(order); }")),
        Arguments.of(
            SharedHandlerState.class,
            "int n; " + handler("//Billing.on changes the field n\nn++;")),
        Arguments.of(
            SharedHandlerState.class, "int n; " + handler("//changes the field n\nn += 2;")),
        Arguments.of(
            SharedHandlerState.class,
            "volatile int n; " + handler("//changes the field n\n--this.n;")),
        Arguments.of(
            SharedHandlerState.class,
            "String last; " + handler("//changes the field last\nthis.last = order;")),
        Arguments.of(
            SharedHandlerState.class,
            "final Map<String, String> seen = new HashMap<>(); "
                + handler("//changes the field seen\nseen.put(order, order);")),
        Arguments.of(
            SharedHandlerState.class,
            "ArrayList<String> seen; " + handler("//changes the field seen\nseen.add(order);")));
  }

  @ParameterizedTest
  @MethodSource("found")
  void findsWhatItIsNamedFor(Class<? extends BugChecker> hint, String members) {
    named(hint, members.replaceFirst("//", BUG)).finds();
  }

  @ParameterizedTest
  @MethodSource("found")
  void isOffUntilItIsNamed(Class<? extends BugChecker> hint, String members) {
    Compile.with(hint, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", type(members))
        .isSilent();
  }

  static Stream<Arguments> silent() {
    return Stream.of(
        Arguments.of(
            BlockingSleepInHandler.class, "void on() throws Exception { Thread.sleep(1); }"),
        Arguments.of(BlockingSleepInHandler.class, handler("Thread.yield();")),
        Arguments.of(
            BlockingSleepInHandler.class,
            "@BestEffort(because = \"one of a kind\") " + handler("Thread.sleep(1);")),
        Arguments.of(
            NarrowSwallow.class,
            handler(
                "try { store.save(order); } catch (DuplicateKeyException e) { LOG.info(\"x\"); }")),
        // The other check has it.
        Arguments.of(
            NarrowSwallow.class,
            handler("try { store.save(order); } catch (RuntimeException e) { LOG.info(\"x\"); }")),
        Arguments.of(
            NarrowSwallow.class,
            handler("try { store.save(order); } catch (IllegalStateException e) { throw e; }")),
        Arguments.of(
            NarrowSwallow.class,
            handler(
                "try { LOG.info(order); } catch (IllegalStateException e) { LOG.info(\"x\"); }")),
        Arguments.of(
            NarrowSwallow.class,
            handler(
                "try { store.save(order); } catch (IllegalStateException e) { LOG.info(\"x\"); } throw new Exception();")),
        Arguments.of(
            AutoCommit.class,
            "void a(Map<String, Object> m) { m.put(\"enable.auto.commit\", false); m.put(\"auto.commit\", true); m.get(\"enable.auto.commit\"); }"),
        Arguments.of(
            UnboundedPayload.class, "void a() { kafka.send(\"t\", \"k\", \"v\").join(); }"),
        Arguments.of(
            UnboundedPayload.class,
            "void a(java.nio.file.Path p) throws Exception { store.save(java.nio.file.Files.readString(p)); }"),
        Arguments.of(
            MissingDeadLetter.class,
            "Object a(org.springframework.kafka.listener.ConsumerRecordRecoverer r) { return new org.springframework.kafka.listener.DefaultErrorHandler(r); }"),
        Arguments.of(
            MissingDeadLetter.class,
            "Object a() { return org.springframework.amqp.core.QueueBuilder.durable(\"orders\").deadLetterExchange(\"dlx\").build(); }"),
        Arguments.of(
            MissingDeadLetter.class,
            "Object a() { return org.springframework.amqp.core.QueueBuilder.durable(\"orders.DLQ\").build(); }"),
        Arguments.of(
            MissingDeadLetter.class,
            "Object a() { return org.springframework.amqp.core.QueueBuilder.nonDurable(\"reply\").build(); }"),
        Arguments.of(
            CheckThenAct.class, handler("if (!store.existsBy(order)) { other.save(order); }")),
        Arguments.of(
            CheckThenAct.class, handler("if (store.existsBy(order)) { LOG.info(order); }")),
        Arguments.of(
            CheckThenAct.class,
            handler("if (store.existsBy(order)) { LOG.info(order); } store.save(order);")),
        Arguments.of(
            CheckThenAct.class,
            handler(
                "Set<String> seen = new HashSet<>(); if (!seen.contains(order)) { seen.add(order); }")),
        Arguments.of(
            CheckThenAct.class,
            "void on(String order) { if (!store.existsBy(order)) { store.save(order); } }"),
        Arguments.of(
            SharedHandlerState.class,
            handler("int n = 0; n++; n = 2; List<String> l = new ArrayList<>(); l.add(order);")),
        Arguments.of(SharedHandlerState.class, "int n; void on() { n++; }"),
        Arguments.of(
            SharedHandlerState.class,
            "int n; @MessageHandler synchronized void on(String order) { n++; }"),
        Arguments.of(SharedHandlerState.class, "int n; " + handler("synchronized (this) { n++; }")),
        Arguments.of(SharedHandlerState.class, "volatile String last; " + handler("last = order;")),
        Arguments.of(
            SharedHandlerState.class,
            "final Map<String, String> seen = new ConcurrentHashMap<>(); "
                + handler("seen.put(order, order);")),
        Arguments.of(
            SharedHandlerState.class,
            "final List<String> seen = new ArrayList<>(); " + handler("seen.size();")));
  }

  @ParameterizedTest
  @MethodSource("silent")
  void staysSilentElsewhere(Class<? extends BugChecker> hint, String members) {
    named(hint, members).isSilent();
  }

  @Test
  void letsOneKindOfFailureThrough() {
    String source =
        """
        class Billing {
          interface Store { void save(Object order); }
          Store store;
          @dev.duly.MessageHandler void on(String order) {
            try { store.save(order); } catch (IllegalStateException e) { %s }
          }
        }
        """;
    BugCheckerRefactoringTestHelper.newInstance(NarrowSwallow.class, getClass())
        .setArgs(Compile.arguments("-cp", Libraries.CURRENT.classPath(), "-Xep:NarrowSwallow:WARN"))
        .addInputLines("Billing.java", source.formatted("System.out.println(\"x\");"))
        .addOutputLines("Billing.java", source.formatted("System.out.println(\"x\"); throw e;"))
        .doTest();
  }

  @Test
  void comeWithAllDisabledChecks() {
    Compile.with(BlockingSleepInHandler.class, getClass())
        .args("-cp", Libraries.CURRENT.classPath(), "-XepAllDisabledChecksAsWarnings")
        .file("Billing.java", type(handler(BUG + "Billing.on sleeps\nThread.sleep(1);")))
        .finds();
  }
}
