/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jackson;

import dev.duly.runtime.codec.Codec;
import dev.duly.runtime.codec.CodecException;
import dev.duly.runtime.codec.Limits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON. Unknown properties are ignored, so that a producer may be newer than its consumers; a
 * missing primitive is an error, and so is anything after the end of the document. Polymorphic
 * typing is not used: the class comes from the declaration alone.
 */
public final class JacksonCodec implements Codec {
  private static final int LONGEST_NUMBER = 1000;

  private final JsonMapper mapper;

  /** A codec over a mapper of your own; its limits are then your own too. */
  public JacksonCodec(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** The default mapper, which reads no deeper and no longer than {@code limits} allow. */
  public static JacksonCodec withLimits(Limits limits) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxDocumentLength(limits.bodyBytes())
                    .maxStringLength(limits.bodyBytes())
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            // Values of a message must not reach logs through error texts.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    return new JacksonCodec(
        JsonMapper.builder(factory)
            .annotationIntrospector(new PrimitivesRequired())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build());
  }

  @Override
  public String contentType() {
    return "application/json";
  }

  @Override
  public byte[] encode(Object message) {
    try {
      return mapper.writeValueAsBytes(message);
    } catch (JacksonException e) {
      throw new CodecException("cannot be written as JSON", e);
    }
  }

  @Override
  public <M> M decode(byte[] body, Class<M> type) {
    M message;
    try {
      message = mapper.readValue(body, type);
    } catch (JacksonException e) {
      throw new CodecException("body is not a JSON " + type.getSimpleName(), e);
    }
    if (message == null) {
      throw new CodecException("body is null, not a " + type.getSimpleName());
    }
    return message;
  }
}
