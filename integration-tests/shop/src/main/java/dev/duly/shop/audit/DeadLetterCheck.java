/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import dev.duly.runtime.retry.DeadLetter;
import dev.duly.runtime.transport.Stored;
import dev.duly.runtime.transport.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks through every dead letter: is it one that had to die, and does it say who answers? */
final class DeadLetterCheck {
  private static final int PAGE = 200;
  private static final String POISON = "poison-";
  private final Transport transport;
  private final Findings findings;
  private final Set<String> poison = new HashSet<>();
  private long dead;
  private long repeated;

  DeadLetterCheck(Transport transport, Findings findings) {
    this.transport = transport;
    this.findings = findings;
  }

  void check(List<String> channels, Expectation expected) {
    for (String channel : channels) {
      List<DeadLetter> letters = read(channel);
      Set<String> messages = new HashSet<>();
      letters.forEach(letter -> messages.add(letter.headers().getOrDefault("ce-id", letter.id())));
      dead += messages.size();
      // A worker that is killed between a dead letter and its settlement writes it once more.
      repeated += letters.size() - messages.size();
      findings.expect("dead messages in " + channel, count(channel, expected), messages.size());
      letters.forEach(this::check);
    }
    findings.expect("poison records with a dead letter", expected.poison(), poison.size());
    if (expected.crashes() == 0) {
      findings.expect("dead letters that are there twice, without a crash", 0L, repeated);
    }
  }

  private static int count(String channel, Expectation expected) {
    return switch (channel) {
      case "orders.inventory.dlq", "orders.billing.dlq" -> expected.poison();
      case "outcomes.customer-care.dlq" -> expected.refused();
      default -> 0;
    };
  }

  private void check(DeadLetter letter) {
    if (letter.info().owner().isEmpty() || letter.info().runbook().isEmpty()) {
      findings.expect("owner and runbook of dead letter " + letter.id(), "both", letter.info());
    }
    String id = letter.headers().getOrDefault("ce-id", "");
    if (id.startsWith(POISON)) {
      poison.add(id);
    }
  }

  private List<DeadLetter> read(String channel) {
    List<DeadLetter> letters = new ArrayList<>();
    List<Stored> page = transport.browse(channel, "", PAGE);
    while (!page.isEmpty()) {
      page.forEach(stored -> letters.add(DeadLetter.of(channel, stored)));
      page = transport.browse(channel, page.get(page.size() - 1).id(), PAGE);
    }
    return letters;
  }

  long poison() {
    return poison.size();
  }

  long dead() {
    return dead;
  }
}
