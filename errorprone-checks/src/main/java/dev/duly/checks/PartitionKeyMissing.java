/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.BugPattern.LinkType.CUSTOM;
import static com.google.errorprone.BugPattern.SeverityLevel.ERROR;

import com.google.auto.service.AutoService;
import com.google.errorprone.BugPattern;
import com.google.errorprone.bugpatterns.BugChecker;
import com.sun.source.tree.VariableTree;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.Contract;
import dev.duly.checks.declarations.HandlerPromise;
import dev.duly.checks.declarations.LikelyKeys;
import java.util.List;
import javax.lang.model.element.ExecutableElement;

/** A message that says neither what must stay in order nor why nothing must. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A message has no partition key: a later one may overtake an earlier one",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/PartitionKeyMissing")
public final class PartitionKeyMissing extends MissingKey {
  private static final long serialVersionUID = 1L;

  public PartitionKeyMissing() {
    super(Vocabulary.PARTITION_KEY);
  }

  @Override
  boolean settled(Contract contract) {
    return contract.ordered() || contract.unordered();
  }

  @Override
  boolean excuses(ExecutableElement handler) {
    return HandlerPromise.bearsDisorder(handler);
  }

  @Override
  List<VariableTree> likelyKeys(LikelyKeys message) {
    return message.ofOrder();
  }

  @Override
  String explain(Finding finding) {
    return "%s has no @PartitionKey, so nothing keeps its messages in order: under load or after a retry %s sees a later one before an earlier one, and old state overwrites new. %s. If no order is needed, say why: %s."
        .formatted(
            finding.message(),
            finding.handler().orElse("whoever handles it"),
            finding.onTheClass()
                ? finding
                    .likely()
                    .map(key -> "Mark what must stay in order: " + key)
                    .orElse(
                        "Put @PartitionKey on what must stay in order, such as the id of the thing it is about")
                : "Name the accessor of what must stay in order: @MessageFor(type = "
                    + finding.message()
                    + ".class, partitionKey = \"…\")",
            finding.onTheClass() ? "@Unordered(because = \"…\")" : "unorderedBecause = \"…\"");
  }
}
