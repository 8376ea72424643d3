/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.List;

/**
 * Everything the processor generated in one module; found through {@link java.util.ServiceLoader}.
 * In the order of qualified names.
 */
public interface ModuleIndex {

  List<MessageContract<?>> messages();

  List<HandlerWiring<?>> handlers();

  List<PublisherWiring<?>> publishers();

  /** Empty in a module that guards nothing but handlers. */
  default List<GuardWiring<?>> guards() {
    return List.of();
  }
}
