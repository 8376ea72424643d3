/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DualWriteTest {

  /** A service with a store, a broker and the rest a body may need. */
  private static String service(String members) {
    return """
        class Order {
          Long id; String state; boolean sent;
          String id() { return "" + id; }
          void markSent() { sent = true; }
          void setState(String s) { state = s; }
        }
        interface Orders extends org.springframework.data.repository.CrudRepository<Order, Long> {
          List<Order> findByState(String s);
          int updateStateById(Long id, String state);
        }
        class OutboxMessage { }
        interface Messages extends org.springframework.data.repository.CrudRepository<OutboxMessage, Long> { }
        @SuppressWarnings({"unused", "unchecked"})
        class Service {
          Orders orders;
          Messages messages;
          org.springframework.kafka.core.KafkaTemplate<String, Object> kafka;
          org.springframework.context.ApplicationEventPublisher events;
          org.springframework.jdbc.core.JdbcTemplate jdbc;
          org.springframework.transaction.support.TransactionTemplate tx;
          jakarta.persistence.EntityManager em;
          jakarta.jms.JMSContext jmsContext;
          jakarta.jms.Queue queue;
          Map<String, Order> cache;
          %s
        }
        """
        .formatted(members.replace("~", "\n// BUG: Diagnostic contains: in two steps\n"));
  }

  private static void silent(String members) {
    Compile.with(DualWrite.class, DualWriteTest.class)
        .on(Libraries.CURRENT)
        .file("Service.java", service(members))
        .isSilent();
  }

  private static void finds(String members) {
    Compile.with(DualWrite.class, DualWriteTest.class)
        .on(Libraries.CURRENT)
        .file("Service.java", service(members))
        .finds();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // One of the two alone.
        "orders.save(o);",
        "kafka.send(\"t\", \"k\", o);",
        "orders.findByState(\"new\"); kafka.send(\"t\", \"k\", o);",
        "cache.put(\"k\", o); cache.remove(\"k\"); kafka.send(\"t\", \"k\", o);",
        "jdbc.queryForList(\"select 1\"); kafka.send(\"t\", \"k\", o);",
        // An event of the application is no message.
        "orders.save(o); events.publishEvent(o);",
        // Never both in one run.
        "if (o.sent) { orders.save(o); } else { kafka.send(\"t\", \"k\", o); }",
        "if (o.sent) { orders.save(o); return; } kafka.send(\"t\", \"k\", o);",
        "if (o.sent) { kafka.send(\"t\", \"k\", o); throw new IllegalStateException(); } orders.save(o);",
        "for (Order each : orders.findAll()) { if (each.sent) { orders.save(each); continue; } kafka.send(\"t\", \"k\", o); }",
        "Object a = o.sent ? orders.save(o) : kafka.send(\"t\", \"k\", o);",
        "switch (o.state) { case \"a\": orders.save(o); break; default: kafka.send(\"t\", \"k\", o); }",
        "switch (o.state) { case \"a\" -> orders.save(o); default -> kafka.send(\"t\", \"k\", o); }",
        "try { orders.save(o); } catch (RuntimeException e) { kafka.send(\"failed\", \"k\", o); }",
        "try { kafka.send(\"t\", \"k\", o); } catch (IllegalStateException e) { orders.save(o); }",
        "try { o.id(); } catch (IllegalStateException e) { orders.save(o); } catch (RuntimeException e) { kafka.send(\"t\", \"k\", o); }",
        // The outbox itself.
        "orders.save(o); messages.save(new OutboxMessage()); tellOutbox();",
        "messages.save(new OutboxMessage()); kafka.send(\"t\", \"k\", o);",
        "jdbc.update(\"insert into outbox values (?)\", 1); kafka.send(\"t\", \"k\", o);",
        "jdbc.update(INSERT, 1); kafka.send(\"t\", \"k\", o);",
        // A relay: what is stored is sent, then marked.
        "for (Order each : orders.findByState(\"new\")) { kafka.send(\"t\", \"k\", each); each.markSent(); orders.save(each); }",
        "for (Order each : orders.findByState(\"new\")) { kafka.send(\"t\", \"k\", each); each.setState(\"PUBLISHED\"); orders.save(each); }",
        "for (Order each : orders.findByState(\"new\")) { kafka.send(\"t\", \"k\", each); orders.delete(each); }",
        "orders.findByState(\"new\").forEach(each -> { kafka.send(\"t\", \"k\", each); orders.updateStateById(each.id, \"SENT\"); });",
        // What became of a message is noted.
        "kafka.send(\"t\", \"k\", o).whenComplete((r, e) -> { o.setState(\"x\"); orders.save(o); });",
        // One transaction of Kafka.
        "kafka.executeInTransaction(k -> { orders.save(o); return k.send(\"t\", \"k\", o); });",
      })
  void staysSilent(String body) {
    silent(
        "static final String INSERT = \"insert into event_outbox values (?)\"; void tellOutbox() { }"
            + " void place(Order o) { "
            + body
            + " }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void relayOutbox(Order o) { orders.save(o); kafka.send(\"t\", \"k\", o); }",
        "@org.springframework.transaction.annotation.Transactional(\"kafkaTransactionManager\") void place(Order o) { orders.save(o); kafka.send(\"t\", \"k\", o); }",
        "@org.springframework.transaction.annotation.Transactional(transactionManager = \"chainedTx\") void place(Order o) { orders.save(o); kafka.send(\"t\", \"k\", o); }",
        "@jakarta.transaction.Transactional void place(Order o) { em.persist(o); jmsContext.createProducer().send(queue, \"x\"); }",
        "@SuppressWarnings(\"DualWrite\") void place(Order o) { orders.save(o); kafka.send(\"t\", \"k\", o); }",
        "@BestEffort(because = \"a hint for a cache\") void place(Order o) { orders.save(o); kafka.send(\"t\", \"k\", o); }",
        "@MessageHandler @Idempotent void place(Order o) { orders.save(o); kafka.send(\"t\", \"k\", o); }",
        "void place(Order o) { orders.save(o); new Object() { void run() { kafka.send(\"t\", \"k\", o); } }; }",
        "class Inner { void send(Order o) { kafka.send(\"t\", \"k\", o); } } void place(Order o) { orders.save(o); }",
        // Too far away to be one piece of work.
        "void place(Order o) { orders.save(o); a(o); } void a(Order o) { b(o); } void b(Order o) { c(o); } void c(Order o) { kafka.send(\"t\", \"k\", o); }",
        // Somebody else's notify.
        "interface Screen { void notifyUser(Order o); } Screen screen; void place(Order o) { orders.save(o); screen.notifyUser(o); }",
        "static class Mails { void sendMail(Order o) { } } Mails mails; void place(Order o) { orders.save(o); mails.sendMail(o); }",
        "static class Both { org.springframework.kafka.core.KafkaTemplate<String, Object> kafka; void sendMail(Order o) { o.id(); } void sendIt(Order o) { kafka.send(\"t\", \"k\", o); } String topic() { return \"t\"; } } Both both; void place(Order o) { orders.save(o); both.sendMail(o); both.topic(); }",
      })
  void staysSilentInSuchMembers(String member) {
    silent(member);
  }

  @Test
  void staysSilentInTests() {
    Compile.with(DualWrite.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "src/test/java/Service.java",
            service("void place(Order o) { orders.save(o); kafka.send(\"t\", \"k\", o); }"))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders.save(o); ~kafka.send(\"t\", \"k\", o);",
        "~kafka.send(\"t\", \"k\", o); orders.save(o);",
        "orders.deleteById(1L); ~kafka.send(\"t\", \"k\", o);",
        "orders.updateStateById(1L, \"x\"); ~kafka.sendDefault(o);",
        "em.persist(o); ~kafka.send(\"t\", \"k\", o);",
        "em.merge(o); ~kafka.send(\"t\", \"k\", o);",
        "em.remove(o); ~kafka.send(\"t\", \"k\", o);",
        "jdbc.update(\"insert into orders values (?)\", 1); ~kafka.send(\"t\", \"k\", o);",
        "jdbc.batchUpdate(\"insert into orders values (1)\"); ~kafka.send(\"t\", \"k\", o);",
        "if (o.sent) { orders.save(o); } ~kafka.send(\"t\", \"k\", o);",
        "if (orders.save(o) != null) { ~kafka.send(\"t\", \"k\", o); }",
        "Object a = orders.save(o) != null ? ~kafka.send(\"t\", \"k\", o) : null;",
        "if (o.sent) { return; } orders.save(o); ~kafka.send(\"t\", \"k\", o);",
        "for (Order each : orders.findAll()) { orders.save(each); ~kafka.send(\"t\", \"k\", each); }",
        "orders.findAll().forEach(each -> { orders.save(each); ~kafka.send(\"t\", \"k\", each); });",
        "orders.findById(1L).ifPresent(each -> orders.save(each)); ~kafka.send(\"t\", \"k\", o);",
        "tx.executeWithoutResult(s -> { orders.save(o); ~kafka.send(\"t\", \"k\", o); });",
        "tx.execute(s -> orders.save(o)); ~kafka.send(\"t\", \"k\", o);",
        "try { orders.save(o); } finally { ~kafka.send(\"t\", \"k\", o); }",
        "try { o.id(); } catch (RuntimeException e) { orders.save(o); } finally { ~kafka.send(\"t\", \"k\", o); }",
        "try { orders.save(o); ~kafka.send(\"t\", \"k\", o); } catch (RuntimeException e) { o.id(); }",
        // Marked before it is sent: a crash between the two loses it.
        "for (Order each : orders.findByState(\"new\")) { each.markSent(); orders.save(each); ~kafka.send(\"t\", \"k\", each); }",
        // Sent first, and the row is new.
        "Order other = new Order(); ~kafka.send(\"t\", \"k\", other); other.markSent(); orders.save(other);",
        // Sent first, and the row says something else.
        "~kafka.send(\"t\", \"k\", o); o.setState(\"x\"); orders.save(o);",
        // A transaction of the database does not cover the broker.
        "orders.save(o); jakarta.jms.JMSProducer p = jmsContext.createProducer(); ~p.send(queue, \"x\");",
      })
  void findsARowAndAMessageOfOneRun(String body) {
    finds("void place(Order o) { " + body + " }");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Through methods of the class.
        "void place(Order o) { store(o); ~publish(o); } private void store(Order o) { orders.save(o); } private void publish(Order o) { kafka.send(\"t\", \"k\", o); }",
        "void place(Order o) { orders.save(o); ~this.a(o); } void a(Order o) { b(o); } void b(Order o) { kafka.send(\"t\", \"k\", o); }",
        "void place(Order o) { both(o); kafka.send(\"t\", \"k\", o); } void both(Order o) { orders.save(o); ~kafka.send(\"t\", \"k\", o); }",
        "@org.springframework.transaction.annotation.Transactional void place(Order o) { orders.save(o); ~kafka.send(\"t\", \"k\", o); }",
        "@org.springframework.transaction.annotation.Transactional(\"ordersDb\") void place(Order o) { orders.save(o); ~kafka.send(\"t\", \"k\", o); }",
        "@BestEffort(because = \" \") void place(Order o) { orders.save(o); ~kafka.send(\"t\", \"k\", o); }",
        "@org.springframework.kafka.annotation.KafkaListener void place(Order o) { orders.save(o); ~kafka.send(\"t\", \"k\", o); }",
        "Service(Order o) { orders.save(o); ~kafka.send(\"t\", \"k\", o); }",
        // Through a class around the broker's client.
        "static class Publisher { org.springframework.kafka.core.KafkaTemplate<String, Object> kafka; void publishPlaced(Order o) { kafka.send(\"t\", \"k\", o); } } Publisher publisher; void place(Order o) { orders.save(o); ~publisher.publishPlaced(o); }",
        "static class Publisher { org.springframework.kafka.core.KafkaTemplate<String, Object> kafka; void send(Order o) { out(o); } private void out(Order o) { kafka.send(\"t\", \"k\", o); } } Publisher publisher; void place(Order o) { orders.save(o); ~publisher.send(o); }",
        "interface Publisher { void notifyPlaced(Order o); } static class Kafka implements Publisher { org.springframework.kafka.core.KafkaTemplate<String, Object> kafka; public void notifyPlaced(Order o) { kafka.send(\"t\", \"k\", o); } } Publisher publisher; void place(Order o) { orders.save(o); ~publisher.notifyPlaced(o); }",
        "static abstract class Base { org.springframework.kafka.core.KafkaTemplate<String, Object> kafka; } static class Publisher extends Base { void emit(Order o) { kafka.send(\"t\", \"k\", o); } } Publisher publisher; void place(Order o) { orders.save(o); ~publisher.emit(o); }",
      })
  void findsThemInSuchMembers(String member) {
    finds(member);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Stores.
        "org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate j; void place(Order o) { j.update(\"x\", Map.of()); ~kafka.send(\"t\", \"k\", o); }",
        "org.springframework.jdbc.core.simple.JdbcClient j; void place(Order o) { j.sql(\"x\").param(1).update(); ~kafka.send(\"t\", \"k\", o); }",
        "org.springframework.data.jpa.repository.JpaRepository<Order, Long> j; void place(Order o) { j.saveAndFlush(o); ~kafka.send(\"t\", \"k\", o); }",
        "org.apache.ibatis.session.SqlSession j; void place(Order o) { j.insert(\"x\", o); ~kafka.send(\"t\", \"k\", o); }",
        "@org.apache.ibatis.annotations.Mapper interface M { int insertOrder(Order o); } M m; void place(Order o) { m.insertOrder(o); ~kafka.send(\"t\", \"k\", o); }",
        "interface M { @org.apache.ibatis.annotations.Update(\"x\") int close(Order o); } M m; void place(Order o) { m.close(o); ~kafka.send(\"t\", \"k\", o); }",
        "interface M extends com.baomidou.mybatisplus.core.mapper.BaseMapper<Order> { } M m; void place(Order o) { m.updateById(o); ~kafka.send(\"t\", \"k\", o); }",
        "interface M extends io.micronaut.data.repository.CrudRepository<Order, Long> { } M m; void place(Order o) { m.save(o); ~kafka.send(\"t\", \"k\", o); }",
        "static class M implements io.quarkus.hibernate.orm.panache.PanacheRepository<Order> { } M m; void place(Order o) { m.persist(o); ~kafka.send(\"t\", \"k\", o); }",
        // Brokers.
        "org.apache.kafka.clients.producer.Producer<String, Order> p; void place(Order o) { orders.save(o); ~p.send(new org.apache.kafka.clients.producer.ProducerRecord<>(\"t\", \"k\", o)); }",
        "org.springframework.amqp.rabbit.core.RabbitTemplate p; void place(Order o) { orders.save(o); ~p.convertAndSend(\"q\", o); }",
        "org.springframework.jms.core.JmsTemplate p; void place(Order o) { orders.save(o); ~p.convertAndSend(\"q\", o); }",
        "org.springframework.cloud.stream.function.StreamBridge p; void place(Order o) { orders.save(o); ~p.send(\"q\", o); }",
        "software.amazon.awssdk.services.sqs.SqsClient p; void place(Order o) { orders.save(o); ~p.sendMessage(b -> b.messageBody(\"x\")); }",
        "org.eclipse.microprofile.reactive.messaging.Emitter<Order> p; void place(Order o) { orders.save(o); ~p.send(o); }",
        "com.rabbitmq.client.Channel p; void place(Order o) throws Exception { orders.save(o); ~p.basicPublish(\"\", \"q\", null, new byte[0]); }",
        "io.nats.client.Connection p; void place(Order o) { orders.save(o); ~p.publish(\"s\", new byte[0]); }",
        "@io.micronaut.configuration.kafka.annotation.KafkaClient interface P { void placed(Order o); } P p; void place(Order o) { orders.save(o); ~p.placed(o); }",
      })
  void knowsStoresAndBrokers(String member) {
    finds(member);
  }

  @Test
  void knowsTheNamesOfThePreviousMajors() {
    Compile.with(DualWrite.class, getClass())
        .on(Libraries.PREVIOUS)
        .file(
            "Service.java",
            """
            class Service {
              javax.persistence.EntityManager em;
              javax.jms.MessageProducer producer;
              interface Orders extends org.springframework.data.repository.CrudRepository<String, Long> { }
              Orders orders;
              org.springframework.kafka.core.KafkaTemplate<String, Object> kafka;
              void place(String o, javax.jms.Message m) throws Exception {
                em.persist(o);
                // BUG: Diagnostic contains: Service.place writes a row (EntityManager.persist) and hands a message to the broker (MessageProducer.send) in two steps
                producer.send(m);
              }
              void change(String o) {
                orders.save(o);
                // BUG: Diagnostic contains: writes a row (CrudRepository.save)
                kafka.send("t", o);
              }
            }
            """)
        .finds();
  }

  @Test
  void knowsTypesThatTheBuildNames() {
    String source =
        service(
            "static class Bus { native void emitNow(Order o); } Bus bus; void place(Order o) { orders.save(o); ~bus.emitNow(o); }");
    Compile.with(DualWrite.class, getClass())
        .args("-cp", Libraries.CURRENT.classPath(), "-XepOpt:Duly:BrokerTypes=Service.Bus")
        .file("Service.java", source)
        .finds();
  }

  @Test
  void reportsOneOfSeveralInAMethod() {
    finds(
        "void place(Order o) { orders.save(o); ~kafka.send(\"a\", \"k\", o); kafka.send(\"b\", \"k\", o); }");
  }
}
