/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing.simulation;

import dev.duly.testing.Faults.Moment;

/**
 * Where a process is to die.
 *
 * @param life which process: each start has the next number, from 0
 * @param call which of its port calls, from 1
 * @param moment when
 */
public record CrashPoint(int life, long call, Moment moment) {}
