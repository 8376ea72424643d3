/* SPDX-License-Identifier: Apache-2.0 */
/** Where a failure goes after it is caught, and which handlers it belongs to. */
@NullMarked
package dev.duly.checks.failures;

import org.jspecify.annotations.NullMarked;
