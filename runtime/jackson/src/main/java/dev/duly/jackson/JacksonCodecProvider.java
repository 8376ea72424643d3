/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jackson;

import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.CodecProvider;
import dev.duly.runtime.codec.Limits;

/** Brings {@link JacksonCodec} in its default form. */
public final class JacksonCodecProvider implements CodecProvider {
  @Override
  public Codec create(Limits limits) {
    return JacksonCodec.withLimits(limits);
  }
}
