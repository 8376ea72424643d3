/* SPDX-License-Identifier: Apache-2.0 */
/** Every promise under every fault the simulator knows, and the bugs it must find. */
@NullMarked
package dev.duly.faults;

import org.jspecify.annotations.NullMarked;
