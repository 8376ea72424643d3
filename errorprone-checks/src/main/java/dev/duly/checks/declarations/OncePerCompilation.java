/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What many questions about one thing ask again and again, in whatever file. Not about trees: they
 * would stay in memory.
 */
public final class OncePerCompilation<K, V> {
  private final BiFunction<K, VisitorState, V> find;
  private final Supplier<Map<K, V>> known = new Remembered<>(state -> new HashMap<>());

  public OncePerCompilation(BiFunction<K, VisitorState, V> find) {
    this.find = find;
  }

  /** Of a thing. To find it, nothing may be asked here again. */
  public V get(K key, VisitorState state) {
    return known.get(state).computeIfAbsent(key, each -> find.apply(each, state));
  }
}
