/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.benchmarks.peers;

import dev.duly.servers.Database;

/** A library that carries messages to a handler, running. */
interface Contender extends AutoCloseable {
  /** Handlers of each library that may run at a time. */
  int WORKERS = 20;

  /** Connections of each pool: more than workers and publishers need. */
  int CONNECTIONS = 32;

  /**
   * Publishes as many messages as the library's documentation advises for many.
   *
   * @param first the number of the first of them
   */
  void publish(long first, int count) throws Exception;

  /** Stops it. */
  @Override
  void close();

  /** Starts a library in an empty database. */
  @FunctionalInterface
  interface Opening {
    Contender open(Database database, Handled handled) throws Exception;
  }
}
