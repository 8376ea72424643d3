/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.problem.Findings;

/** A rule about a whole module. */
interface TopologyRule {

  void check(ModuleView module, Findings findings);
}
