/* SPDX-License-Identifier: Apache-2.0 */
/** Stores on real database servers: what every store must do, and what goes wrong with a server. */
@NullMarked
package dev.duly.stores;

import org.jspecify.annotations.NullMarked;
