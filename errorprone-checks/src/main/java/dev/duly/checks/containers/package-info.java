/* SPDX-License-Identifier: Apache-2.0 */
/** How the code that makes a listener container sets it up. */
@NullMarked
package dev.duly.checks.containers;

import org.jspecify.annotations.NullMarked;
