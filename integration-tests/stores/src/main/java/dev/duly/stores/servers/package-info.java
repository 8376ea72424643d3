/* SPDX-License-Identifier: Apache-2.0 */
/** The servers that the applications of these tests keep their stores on. */
@NullMarked
package dev.duly.stores.servers;

import org.jspecify.annotations.NullMarked;
