/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.worker;

import dev.duly.shop.place.Bookkeeping;
import java.math.BigDecimal;
import java.nio.file.Path;

/**
 * How a worker runs.
 *
 * @param directory where its database is
 * @param port where it listens on the loopback address; 0 for any free port
 * @param creditLimit the most one order may cost
 * @param flaky the share of orders about which the credit bureau does not answer at once, 0 to 1
 * @param seed which orders those are
 * @param acceptRaw whether foreign producers are let in
 * @param books where the books are
 */
public record WorkerSettings(
    Path directory,
    int port,
    BigDecimal creditLimit,
    double flaky,
    long seed,
    boolean acceptRaw,
    Bookkeeping books) {}
