/* SPDX-License-Identifier: Apache-2.0 */
/** An application on an embedded store whose disk runs full in the middle of its work. */
@NullMarked
package dev.duly.faults.disk;

import org.jspecify.annotations.NullMarked;
