/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The vocabulary: what a message is and what its handlers promise. Annotations and the few enums
 * they use, nothing that runs; no dependencies.
 *
 * <p>Durations are strings, checked at compile time: {@code "500ms"}, {@code "5s"}, {@code "2m"},
 * {@code "24h"}, {@code "7d"} or ISO-8601 ({@code "PT5S"}). Ids are declared strings, never class
 * or method names, so that a refactoring cannot orphan running data.
 */
package dev.duly;
