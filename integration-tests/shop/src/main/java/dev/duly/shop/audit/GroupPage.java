/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.audit;

import java.time.Duration;

/**
 * One group's page of the ledger.
 *
 * @param p50 the time from the queue to the settled effect that half of the effects did not exceed
 * @param p99 the same for 99 of 100
 */
public record GroupPage(
    String group,
    long received,
    long effects,
    long duplicates,
    long dead,
    long pending,
    Duration p50,
    Duration p99) {}
