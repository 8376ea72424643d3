/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.store;

import dev.duly.runtime.transport.Transport;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Brings an embedded default onto the class path; found through {@link java.util.ServiceLoader}.
 */
public interface EmbeddedProvider {

  /**
   * Opens, or creates, the store and queue in {@code directory}.
   *
   * @throws dev.duly.runtime.StartupException if the directory cannot be used, another process has
   *     it open, or a newer version wrote it
   */
  Embedded open(Path directory, Clock clock);

  /** A store and a transport over the same files; closing both releases them. */
  record Embedded(Store store, Transport transport) {}
}
