/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the audit read and what it found.
 *
 * @param orders orders that have ended, sold or failed
 * @param lines their lines
 * @param sales their total
 * @param duplicates orders that came in once more than needed
 * @param poison records that came in and were no orders
 * @param dead messages with a dead letter at rest, each counted once a group
 * @param crashes workers that did not end in good order
 * @param lost effects that are missing
 * @param duplicated effects that are there more than once
 * @param groups the ledger
 * @param findings what does not balance; empty if all does
 */
public record Books(
    long orders,
    long lines,
    BigDecimal sales,
    long duplicates,
    long poison,
    long dead,
    long crashes,
    long lost,
    long duplicated,
    List<GroupPage> groups,
    List<String> findings) {
  public Books {
    groups = List.copyOf(groups);
    findings = List.copyOf(findings);
  }

  public boolean balance() {
    return findings.isEmpty();
  }

  /** The one line that says it all. */
  public String summary() {
    return "SHOP orders=%d lines=%d sales=%s duplicates=%d poison=%d dead=%d crashes=%d lost=%d duplicated=%d"
        .formatted(
            orders,
            lines,
            sales.toPlainString(),
            duplicates,
            poison,
            dead,
            crashes,
            lost,
            duplicated);
  }
}
