/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Store and queue in a relational database; embedded H2 by default. The store half ({@code
 * JdbcStore} and its tables) and the queue half ({@code JdbcQueue} and its tables) share a database
 * and nothing else. All SQL that differs between databases is in one dialect class.
 */
@NullMarked
package dev.duly.jdbc;

import org.jspecify.annotations.NullMarked;
