/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The arguments of a guarded call, in declared order. */
public final class CallArguments {
  private final List<@Nullable Object> values = new ArrayList<>();

  public CallArguments add(@Nullable Object value) {
    values.add(value);
    return this;
  }

  public List<@Nullable Object> values() {
    return Collections.unmodifiableList(values);
  }
}
