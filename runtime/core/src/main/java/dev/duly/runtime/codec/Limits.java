/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.codec;

/**
 * What a message may cost before it is decoded; anything larger is poison, and refused at publish.
 *
 * @param bodyBytes the body, after inflation
 * @param headers the number of headers
 * @param headerBytes names and values of all headers together, in UTF-8
 * @param depth how deep a body may nest
 * @param inflateRatio how many times larger an inflated body may be than its bytes on the wire
 */
public record Limits(int bodyBytes, int headers, int headerBytes, int depth, int inflateRatio) {
  public static final Limits DEFAULT = new Limits(1024 * 1024, 64, 16 * 1024, 64, 100);

  public Limits {
    if (bodyBytes < 1 || headers < 1 || headerBytes < 1 || depth < 1 || inflateRatio < 1) {
      throw new IllegalArgumentException("every limit must be 1 or more");
    }
  }
}
