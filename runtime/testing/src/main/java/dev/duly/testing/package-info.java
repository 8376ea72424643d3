/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a user's tests import: a transport and a store in memory that honour every declared policy
 * and outlive a crash, a scheduler that owns time, and faults at every port call.
 *
 * <pre>{@code
 * var scheduler = new VirtualScheduler();
 * var transport = new InMemoryTransport(scheduler);
 * var store = new InMemoryStore(scheduler.clock());
 * }</pre>
 *
 * <p>A test keeps transport and store, and starts one runtime after another on them: what a crash
 * left unsettled is handed out again, what was not committed is gone.
 */
@NullMarked
package dev.duly.testing;

import org.jspecify.annotations.NullMarked;
