/* SPDX-License-Identifier: Apache-2.0 */
/** One class a rule. A rule sees models only and says what is wrong with them. */
@NullMarked
package dev.duly.processor.check;

import org.jspecify.annotations.NullMarked;
