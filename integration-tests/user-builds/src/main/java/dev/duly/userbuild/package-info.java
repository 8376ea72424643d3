/* SPDX-License-Identifier: Apache-2.0 */
/** Runs Maven builds of small projects as their users would, from packaged artifacts. */
@NullMarked
package dev.duly.userbuild;

import org.jspecify.annotations.NullMarked;
