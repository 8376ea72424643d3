/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Real servers for tests: found on the machine or started for one run, killed, paused and cut off.
 * Knows JDBC and processes, and nothing of the runtime it is used to test.
 */
@NullMarked
package dev.duly.servers;

import org.jspecify.annotations.NullMarked;
