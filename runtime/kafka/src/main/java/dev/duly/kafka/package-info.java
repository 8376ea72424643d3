/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Messages over Apache Kafka: a topic for each channel, a consumer group for each group. Offsets
 * are committed up to the first message that is not settled; what is settled beyond it stands in
 * the commit's metadata.
 */
@NullMarked
package dev.duly.kafka;

import org.jspecify.annotations.NullMarked;
