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

/** A handler whose message has nothing to recognise a copy by. */
@AutoService(BugChecker.class)
@BugPattern(
    summary = "A handled message has no idempotency key: a copy of it takes effect again",
    severity = ERROR,
    linkType = CUSTOM,
    link = "https://duly.dev/checks/IdempotencyKeyMissing")
public final class IdempotencyKeyMissing extends MissingKey {
  private static final long serialVersionUID = 1L;

  public IdempotencyKeyMissing() {
    super(Vocabulary.IDEMPOTENCY_KEY);
  }

  @Override
  boolean settled(Contract contract) {
    return contract.identified();
  }

  @Override
  boolean excuses(ExecutableElement handler) {
    return HandlerPromise.bearsCopies(handler);
  }

  @Override
  List<VariableTree> likelyKeys(LikelyKeys message) {
    return message.ofIdentity();
  }

  @Override
  String explain(Finding finding) {
    return "%s has no @IdempotencyKey, so %s cannot tell a copy from a new message: after a crash, a timeout or a rebalance the broker delivers it again, and the effect happens twice. %s. If a copy does no harm, say so on the handler: @Idempotent(mode = NATURAL, because = \"…\")."
        .formatted(
            finding.message(),
            finding.handler().orElse("whoever handles it"),
            finding.onTheClass()
                ? finding
                    .likely()
                    .map(key -> "Mark what makes two copies the same message: " + key)
                    .orElse(
                        "Put @IdempotencyKey on what makes two copies the same message, such as an id set once where it happened")
                : "Name the accessor that makes two copies the same message: @MessageFor(type = "
                    + finding.message()
                    + ".class, idempotencyKey = \"…\")");
  }
}
