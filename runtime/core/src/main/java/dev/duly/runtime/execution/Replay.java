/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.execution;

import dev.duly.runtime.transport.Verdict;
import java.util.concurrent.CompletableFuture;

/**
 * A dead letter that is run again.
 *
 * @param channel the dead-letter channel
 * @param id its reference there
 * @param outcome completes with what became of it, exceptionally when it failed again
 */
record Replay(String channel, String id, CompletableFuture<Verdict> outcome) {}
