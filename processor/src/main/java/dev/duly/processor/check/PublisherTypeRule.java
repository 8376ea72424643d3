/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.problem.Findings;
import dev.duly.processor.problem.Problem;

/** Generated code can implement a publisher. */
final class PublisherTypeRule extends Rule {

  @Override
  void publisher(PublisherModel publisher, Findings findings) {
    for (String flaw : publisher.flaws()) {
      findings.add(Problem.PUBLISHER_TYPE, publisher.place(), publisher.type().shortName(), flaw);
    }
  }
}
