/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.failures;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;

/** Moves an acknowledgement behind the work on its message. */
public final class AcknowledgeAtTheEnd {

  /** Empty where the work may end before the end of its block. */
  public static SuggestedFix fix(EarlyAcknowledgement found, VisitorState state) {
    return AcknowledgeOnSuccess.leavesEarly(found.block())
        ? SuggestedFix.emptyFix()
        : SuggestedFix.builder()
            .delete(found.statement())
            .postfixWith(
                AcknowledgeOnSuccess.last(found.block()),
                "\n" + state.getSourceForNode(found.statement()))
            .build();
  }

  private AcknowledgeAtTheEnd() {}
}
