/* SPDX-License-Identifier: Apache-2.0 */
/** Builds small projects with Maven as a user would, from packaged artifacts. */
@NullMarked
package dev.duly.firstbuild;

import org.jspecify.annotations.NullMarked;
