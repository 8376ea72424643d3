/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.List;

/** Makes the decorator of an interface with guarded methods. Generated, one per interface. */
public interface GuardWiring<T> {

  Class<T> guardedClass();

  List<GuardedMethod> methods();

  /** Guards {@code real}, which does the work. */
  T create(GuardPort port, T real);
}
