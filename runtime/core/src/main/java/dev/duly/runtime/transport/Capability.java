/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.transport;

/** What a broker may or may not be able to do. */
public enum Capability {
  /** Messages at rest can be listed and removed: needed to work with dead letters. */
  BROWSE,
  /** A message's state can be found by its key: needed for status beyond this process. */
  LOCATE,
  /** Messages survive the death of every process. */
  DURABLE
}
