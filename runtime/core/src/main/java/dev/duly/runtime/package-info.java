/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What an application sees: {@link dev.duly.runtime.Duly} and its life cycle, what a handler may
 * take as a parameter, and every exception a user can meet.
 */
@NullMarked
package dev.duly.runtime;

import org.jspecify.annotations.NullMarked;
