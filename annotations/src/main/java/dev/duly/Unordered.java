/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Messages of this type need no order, and the reason why. Takes the place of a {@link
 * PartitionKey}.
 *
 * <p>Example: {@code @Unordered(because = "each reading stands alone")}
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Unordered {
  /** The reason, for the reader and the reviewer; not blank. */
  String because();
}
