/* SPDX-License-Identifier: Apache-2.0 */
/** What happens to one message: intake, lanes, guard, handler, outbox, commit, settle. */
@NullMarked
package dev.duly.runtime.execution;

import org.jspecify.annotations.NullMarked;
