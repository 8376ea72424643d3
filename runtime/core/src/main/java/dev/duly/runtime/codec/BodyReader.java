/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Holds a message to its limits, before anything of it is decoded. */
public final class BodyReader {
  private final Limits limits;

  public BodyReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * Checks headers and body against the limits.
   *
   * @throws CodecException naming the limit that is broken
   */
  public void check(Map<String, String> headers, byte[] body) {
    if (body.length > limits.bodyBytes()) {
      throw new CodecException(
          "body of " + body.length + " bytes is over the limit of " + limits.bodyBytes());
    }
    if (headers.size() > limits.headers()) {
      throw new CodecException(
          headers.size() + " headers are over the limit of " + limits.headers());
    }
    long size = 0;
    for (Map.Entry<String, String> header : headers.entrySet()) {
      size += utf8Length(header.getKey()) + utf8Length(header.getValue());
    }
    if (size > limits.headerBytes()) {
      throw new CodecException(
          "headers of " + size + " bytes are over the limit of " + limits.headerBytes());
    }
  }

  /**
   * The body as the codec takes it: inflated where {@code encoding} is {@code gzip}.
   *
   * @throws CodecException if it inflates beyond the limits, or the encoding is unknown
   */
  public byte[] read(String encoding, byte[] body) {
    return switch (encoding) {
      case "", "identity" -> body;
      case "gzip" -> inflate(body);
      default -> throw new CodecException("unknown content-encoding; known are identity and gzip");
    };
  }

  private byte[] inflate(byte[] body) {
    long allowed = Math.min(limits.bodyBytes(), (long) body.length * limits.inflateRatio());
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = in.readNBytes((int) allowed);
      if (in.read() != -1) {
        throw new CodecException(
            "body inflates to more than " + allowed + " bytes, the limit for its size");
      }
      return inflated;
    } catch (IOException e) {
      throw new CodecException("body is not valid gzip", e);
    }
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
