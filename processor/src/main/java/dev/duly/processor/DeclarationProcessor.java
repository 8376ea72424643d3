/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import dev.duly.processor.check.Rules;
import dev.duly.processor.model.Declaration;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;
import dev.duly.processor.read.Candidate;
import dev.duly.processor.read.DeclarationReader.Reading;
import dev.duly.processor.write.ContractWriter;
import dev.duly.processor.write.FactsWriter;
import dev.duly.processor.write.GuardWriter;
import dev.duly.processor.write.PublisherWriter;
import dev.duly.processor.write.WiringWriter;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;

/**
 * Checks each declaration on its own and writes what belongs to it. Isolating: each file is made
 * from one element.
 */
public final class DeclarationProcessor extends DulyProcessor {

  private final ContractWriter contracts = new ContractWriter();
  private final FactsWriter facts = new FactsWriter();
  private final WiringWriter wirings = new WiringWriter();
  private final PublisherWriter publishers = new PublisherWriter();
  private final GuardWriter guards = new GuardWriter();
  private final Set<TypeRef> broken = new HashSet<>();
  private boolean foreignBroken;

  @Override
  Findings start(Options options) {
    Findings findings = new Findings();
    options.check(findings);
    return findings;
  }

  @Override
  void ready(Declaration declaration) {
    if (report(Rules.check(declaration))) {
      if (declaration instanceof MessageModel message) {
        broken.add(message.type());
        foreignBroken |= message.foreign();
      }
    } else if (Collections.disjoint(broken, declaration.messages())) {
      write(declaration);
    }
  }

  private void write(Declaration declaration) {
    Element origin = declaration.place().element();
    if (declaration instanceof MessageModel message) {
      write(contracts.write(message), origin);
      write(facts.write(message), origin);
    } else if (declaration instanceof HandlerClassModel handlers) {
      write(wirings.write(handlers), origin);
    } else if (declaration instanceof PublisherModel publisher) {
      write(publishers.write(publisher), origin);
    } else if (declaration instanceof GuardModel guard) {
      write(guards.write(guard), origin);
    }
  }

  @Override
  void unready(Candidate candidate, Reading reading) {
    Findings findings = new Findings();
    for (String name : reading.unresolved()) {
      findings.add(Problem.UNRESOLVED_TYPE, null, candidate.name(), name);
    }
    report(findings);
    for (Declaration declaration : reading.declarations()) {
      Findings found = Rules.check(declaration);
      // A message whose @MessageFor is wrong is one nevertheless: its handlers are not at fault.
      report(foreignBroken ? found.without(Problem.NOT_A_MESSAGE) : found);
    }
  }
}
