/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckMultipleComputedTest {
  private static final String FOUND =
      "\n// BUG: Diagnostic contains: Billing.on passes the result of charge(body) as `multiple`, which says whether all earlier messages of the channel are meant, not whether the work succeeded: basicAck settles the message in either case\n";

  private static String listener(String body) {
    return """
        import com.rabbitmq.client.Channel;
        class Billing {
          interface Settings { boolean isMultiple(); boolean ackAll(); int size(); }
          Settings settings;
          boolean flag;
          boolean charge(String body) { return !body.isEmpty(); }
          @org.springframework.amqp.rabbit.annotation.RabbitListener(queues = "q")
          void on(String body, Channel channel, long tag, boolean last) throws Exception {
            %s
          }
        }
        """
        .formatted(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "channel.basicAck(tag, false);",
        "channel.basicAck(tag, true);",
        "channel.basicAck(tag, last);",
        "channel.basicAck(tag, flag);",
        "channel.basicAck(tag, settings.size() > 1);",
        "channel.basicAck(tag, settings.isMultiple());",
        "channel.basicAck(tag, settings.ackAll());",
        "boolean all = settings.isMultiple(); channel.basicAck(tag, all);",
        "channel.basicAck(tag, Boolean.parseBoolean(\"true\"));",
        "channel.basicAck(tag, Boolean.getBoolean(\"app.multiple\"));",
        "boolean never = false; channel.basicAck(tag, never);",
        "boolean some = charge(body); some = last; channel.basicAck(tag, some);",
        // Whether to requeue may depend on anything.
        "channel.basicNack(tag, false, charge(body));",
        "channel.basicReject(tag, charge(body));",
        "if (charge(body)) { channel.basicAck(tag, false); }",
      })
  void staysSilentWhereTheFlagSaysHowMany(String body) {
    Compile.with(AckMultipleComputed.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", listener(body))
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s channel.basicAck(tag, charge(body));",
        "%s channel.basicAck(tag, (this.charge(body)));",
        "%s channel.basicAck(tag, !charge(body));",
        "boolean ok = charge(body);%s channel.basicAck(tag, ok);",
        "boolean ok = charge(body);%s channel.basicAck(tag, !ok);",
        "boolean ok = false; ok = charge(body);%s channel.basicAck(tag, ok);",
        "%s channel.basicNack(tag, charge(body), true);",
      })
  void findsSuccessPassedAsTheFlag(String body) {
    String found = FOUND;
    if (body.contains("this.")) {
      found = found.replace("charge(body)", "this.charge(body)");
    }
    if (body.contains("Nack")) {
      found = found.replace("basicAck settles", "basicNack settles");
    }
    Compile.with(AckMultipleComputed.class, getClass())
        .on(Libraries.CURRENT)
        .file("Billing.java", listener(body.formatted(found)))
        .finds();
  }

  @Test
  void findsItInListenersOfTheClient() {
    for (Libraries libraries : Libraries.values()) {
      Compile.with(AckMultipleComputed.class, getClass())
          .on(libraries)
          .file(
              "Billing.java",
              """
              import com.rabbitmq.client.*;
              class Billing {
                boolean charge(Delivery body) { return body != null; }
                void listen(Channel channel) throws Exception {
                  channel.basicConsume("q", false, (tag, body) -> {
                    // BUG: Diagnostic contains: [AckMultipleComputed] Billing.listen passes
                    channel.basicAck(body.getEnvelope().getDeliveryTag(), charge(body));
                  }, tag -> { });
                }
                private void settle(Delivery body, Channel channel) throws Exception {
                  // BUG: Diagnostic contains: If the loss is acceptable: @SuppressWarnings("AckMultipleComputed")
                  channel.basicAck(body.getEnvelope().getDeliveryTag(), charge(body));
                }
              }
              class Consuming extends DefaultConsumer {
                Consuming(Channel channel) { super(channel); }
                boolean charge(byte[] body) { return body.length > 0; }
                @Override
                public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties p, byte[] body)
                    throws java.io.IOException {
                  // BUG: Diagnostic contains: Branch on the result: `basicAck(tag, false)` after success
                  getChannel().basicAck(envelope.getDeliveryTag(), charge(body));
                }
              }
              """)
          .finds();
    }
  }

  @Test
  void staysSilentOutsideHandlersAndWhereItIsMeant() {
    Compile.with(AckMultipleComputed.class, getClass())
        .on(Libraries.CURRENT)
        .file(
            "Billing.java",
            """
            class Billing {
              boolean charge(String body) { return true; }
              void on(String body, com.rabbitmq.client.Channel channel) throws Exception {
                channel.basicAck(1, charge(body));
              }
              @SuppressWarnings("AckMultipleComputed")
              @org.springframework.amqp.rabbit.annotation.RabbitHandler
              void meant(String body, com.rabbitmq.client.Channel channel) throws Exception {
                channel.basicAck(1, charge(body));
              }
            }
            """)
        .isSilent();
  }
}
