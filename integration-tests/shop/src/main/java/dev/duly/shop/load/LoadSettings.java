/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.load;

import dev.duly.shop.place.Bookkeeping;
import java.math.BigDecimal;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a load run does.
 *
 * @param directory where the shop's data is
 * @param data the order lines; null for the bundled ones
 * @param orders how many orders of the file; 0 for all
 * @param duplicates the share of orders that are posted a second time, 0 to 1
 * @param reorder the share of orders that are posted out of turn, 0 to 1
 * @param poison records that are no orders
 * @param crashes how often the worker is killed
 * @param flaky the share of orders the credit bureau does not answer at once, 0 to 1
 * @param creditLimit the most one order may cost
 * @param seed what all chance is a function of
 * @param port where the worker listens; 0 for any free port
 * @param books where the books are
 */
public record LoadSettings(
    Path directory,
    @Nullable Path data,
    int orders,
    double duplicates,
    double reorder,
    int poison,
    int crashes,
    double flaky,
    BigDecimal creditLimit,
    long seed,
    int port,
    Bookkeeping books) {}
