/* SPDX-License-Identifier: Apache-2.0 */
/** What the checks say to small services of other libraries, built by Maven. */
@NullMarked
package dev.duly.existingcode;

import org.jspecify.annotations.NullMarked;
