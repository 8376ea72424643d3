/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsertWithoutDedupeTest {
  private static final String LISTENER =
      "@org.springframework.kafka.annotation.KafkaListener void on(Paid m) { %s }";

  /** Members in which {@code ~} marks the call that is found. */
  private static String billing(String persistence, String members) {
    return """
        import %1$s.persistence.*;
        class Paid { String id() { return ""; } String customer() { return ""; } }
        @Entity class Payment {
          @Id @GeneratedValue Long id; String paymentId;
          Payment() { }
          Payment(String paymentId) { this.paymentId = paymentId; }
          Payment(Long id, String paymentId) { this.id = id; }
          static Payment from(Paid m) { return new Payment(m.id()); }
          static Builder builder() { return new Builder(); }
          void setId(Long id) { }
          void setPaymentId(String id) { }
          static class Builder {
            Builder id(Long id) { return this; } Builder paymentId(String id) { return this; }
            Payment build() { return new Payment(); }
          }
        }
        @Entity class Assigned { @Id String id; Assigned(String s) { this.id = s; } }
        @Entity class Unique { @Id @GeneratedValue Long id; @Column(unique = true) String paymentId; }
        @Entity @Table(uniqueConstraints = @UniqueConstraint(columnNames = "payment_id"))
        class UniqueToo { @Id @GeneratedValue Long id; }
        @Entity class AuditLog { @Id @GeneratedValue Long id; }
        @MappedSuperclass class Base { @Id @GeneratedValue Long id; }
        @Entity class Derived extends Base { }
        @Entity class ByGetter { @Id @GeneratedValue public Long getId() { return 1L; } void setId(Long id) { } }
        interface Payments extends org.springframework.data.repository.CrudRepository<Payment, Long> {
          Payment findByPaymentId(String id); boolean existsByPaymentId(String id);
        }
        interface Others extends org.springframework.data.repository.CrudRepository<Object, Long> { }
        interface Customers { String findById(String id); }
        interface Mapper { Payment toPayment(Paid m); }
        interface ProcessedMessages { void insert(String id); }
        @SuppressWarnings("unused")
        class Billing {
          Payments payments; Others others; Customers customers; Mapper mapper; EntityManager em;
          ProcessedMessages processed;
          %2$s
        }
        """
        .formatted(
            persistence, members.replace("~", "\n// BUG: Diagnostic contains: inserts a new \n"));
  }

  private static Compile on(String members) {
    return Compile.with(InsertWithoutDedupe.class, InsertWithoutDedupeTest.class)
        .on(Libraries.CURRENT)
        .file("Billing.java", billing("jakarta", members));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // An assigned id makes a save an upsert.
        "others.save(new Assigned(m.id()));",
        "em.persist(new Assigned(m.id()));",
        "Payment p = new Payment(m.id()); p.setId(7L); payments.save(p);",
        "payments.save(new Payment(7L, m.id()));",
        "payments.save(Payment.builder().id(7L).paymentId(m.id()).build());",
        "ByGetter p = new ByGetter(); p.setId(7L); others.save(p);",
        // The database refuses the second.
        "others.save(new Unique());",
        "others.save(new UniqueToo());",
        "try { payments.save(new Payment(m.id())); } catch (org.springframework.dao.DataIntegrityViolationException e) { return; }",
        "try { payments.save(new Payment(m.id())); } catch (IllegalStateException | org.springframework.dao.DuplicateKeyException e) { return; }",
        // Looked for first.
        "if (payments.existsByPaymentId(m.id())) { return; } payments.save(new Payment(m.id()));",
        "if (payments.findByPaymentId(m.id()) == null) { payments.save(new Payment(m.id())); }",
        "if (alreadyHandled(m.id())) { return; } payments.save(new Payment(m.id()));",
        "processed.insert(m.id()); payments.save(new Payment(m.id()));",
        // Not created here.
        "Payment p = payments.findById(7L).get(); payments.save(p);",
        "Payment p = payments.findByPaymentId(m.id()); if (p == null) { p = new Payment(m.id()); } payments.save(p);",
        "payments.save(known());",
        "payments.save(payment);",
        // For people to read.
        "others.save(new AuditLog());",
        "try { m.id(); } catch (RuntimeException e) { payments.save(new Payment(m.id())); }",
        // No insert.
        "payments.delete(new Payment(m.id()));",
        "em.merge(new Payment(m.id()));",
      })
  void staysSilentWhereASecondRowCannotBe(String body) {
    on("Payment payment; Payment known() { return payment; } boolean alreadyHandled(String id) { return true; } "
            + LISTENER.formatted(body))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void on(Paid m) { payments.save(new Payment(m.id())); }",
        "@MessageHandler @Idempotent void on(Paid m) { payments.save(new Payment(m.id())); }",
        "@MessageHandler(delivery = DeliveryMode.AT_MOST_ONCE) void on(Paid m) { payments.save(new Payment(m.id())); }",
        "@interface IdempotentConsumer { } @IdempotentConsumer @org.springframework.kafka.annotation.KafkaListener void on(Paid m) { payments.save(new Payment(m.id())); }",
        "@SuppressWarnings(\"InsertWithoutDedupe\") @org.springframework.kafka.annotation.KafkaListener void on(Paid m) { payments.save(new Payment(m.id())); }",
        "@org.springframework.kafka.annotation.KafkaListener void on(Paid m) { if (payments.existsByPaymentId(m.id())) { return; } store(m); } private void store(Paid m) { payments.save(new Payment(m.id())); }",
      })
  void staysSilentInSuchMembers(String member) {
    on(member).isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~payments.save(new Payment(m.id()));",
        "Payment p = new Payment(); p.setPaymentId(m.id()); ~payments.save(p);",
        "~payments.save(Payment.from(m));",
        "~payments.save(Payment.builder().paymentId(m.id()).build());",
        "~payments.save(mapper.toPayment(m));",
        "Payment p = mapper.toPayment(m); ~payments.save(p);",
        "~em.persist(new Payment(m.id()));",
        "~others.save(new Derived());",
        "~others.save(new ByGetter());",
        // Looks for something else.
        "customers.findById(m.customer()); ~payments.save(new Payment(m.id()));",
        "payments.findAll(); ~payments.save(new Payment(m.id()));",
        "try { ~payments.save(new Payment(m.id())); } catch (IllegalStateException e) { throw e; }",
      })
  void findsARowForEachDelivery(String body) {
    on(LISTENER.formatted(body)).finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@MessageHandler void on(Paid m) { ~payments.save(new Payment(m.id())); }",
        "@MessageHandler @Idempotent void other(Paid m) { } @MessageHandler void on(Paid m) { ~payments.save(new Payment(m.id())); }",
        "@org.springframework.amqp.rabbit.annotation.RabbitListener void on(Paid m) { ~payments.save(new Payment(m.id())); }",
        "@org.springframework.jms.annotation.JmsListener(destination = \"q\") void on(Paid m) { ~payments.save(new Payment(m.id())); }",
        "@io.awspring.cloud.sqs.annotation.SqsListener(\"q\") void on(Paid m) { ~payments.save(new Payment(m.id())); }",
        "@org.eclipse.microprofile.reactive.messaging.Incoming(\"c\") void on(Paid m) { ~em.persist(new Payment(m.id())); }",
        "@org.axonframework.eventhandling.EventHandler void on(Paid m) { ~payments.save(new Payment(m.id())); }",
        "org.springframework.kafka.listener.MessageListener<String, Paid> l = r -> { ~payments.save(Payment.from(r.value())); };",
        "@org.springframework.kafka.annotation.KafkaListener void on(List<Paid> ms) { ms.forEach(m -> ~payments.save(new Payment(m.id()))); }",
        "@org.springframework.kafka.annotation.KafkaListener void on(Paid m) { store(m); } private void store(Paid m) { ~payments.save(new Payment(m.id())); }",
        // What a query for people looks up is no part of the handler.
        "@org.springframework.kafka.annotation.KafkaListener void on(Paid m) { ~payments.save(new Payment(m.id())); } boolean isPaid(String id) { return payments.existsByPaymentId(id); }",
      })
  void findsItInHandlersOfAllKinds(String member) {
    on(member).finds();
  }

  @Test
  void namesTheHandlerAndTheWayOut() {
    on("""
        @org.springframework.kafka.annotation.KafkaListener void on(Paid m) { store(m); }
        private void store(Paid m) {
          // BUG: Diagnostic contains: Billing.on (in store) inserts a new Payment each time it runs, and the store makes up its id: after a crash, a timeout or a rebalance the message comes again, and there are two rows. Give Payment the message's own id
          payments.save(new Payment(m.id()));
        }
        """)
        .finds();
  }

  @Test
  void knowsTheNamesOfThePreviousMajors() {
    Compile.with(InsertWithoutDedupe.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Billing.java",
            billing("javax", LISTENER.formatted("~em.persist(new Payment(m.id()));")))
        .finds();
  }
}
