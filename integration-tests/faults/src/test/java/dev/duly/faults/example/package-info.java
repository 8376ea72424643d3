/* SPDX-License-Identifier: Apache-2.0 */
/** The example of docs/testing.md, as a user would write it. */
@NullMarked
package dev.duly.faults.example;

import org.jspecify.annotations.NullMarked;
