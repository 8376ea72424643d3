/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.store.EffectEnd;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.transport.Outgoing;
import java.util.List;

/**
 * How a call to another system ended, to be written in one transaction with what leaves because of
 * it. Kept until that has happened: the call is over, and cannot be made again to find out.
 */
record Conclusion(EffectHold hold, EffectEnd end, List<Outgoing> outgoing) {}
