/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.codec;

/** Brings a codec onto the class path; found through {@link java.util.ServiceLoader}. */
public interface CodecProvider {
  Codec create(Limits limits);
}
