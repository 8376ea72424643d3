/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime.codec;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents 1.0.2 attributes of a message, and the headers its producer added. On the wire
 * each attribute is a header {@code ce-<name>}; transports rename the prefix to their binding's.
 *
 * @param id unique within {@code source}; empty if the producer gave none
 * @param source who produced it; empty if the producer gave none
 * @param type the declared id of the message; empty if the producer gave none
 * @param version the version of the message's shape
 * @param time when it occurred, in RFC 3339; empty if unknown
 * @param partitionKey what keeps it in order; null where it needs none
 * @param correlationId what ties the messages of one flow together; empty if the producer gave none
 * @param causationId the id of the message that caused it; null for a first one
 * @param requestId what ties a reply to its request; null for anything else
 * @param replyTo the channel a reply goes to; null for anything but a request
 * @param contentType the media type of the body; empty if the producer gave none
 * @param contentEncoding how the body is compressed; empty for not at all
 * @param headers everything else; never a reserved {@code duly-…} header
 */
public record Envelope(
    String id,
    String source,
    String type,
    int version,
    String time,
    @Nullable String partitionKey,
    String correlationId,
    @Nullable String causationId,
    @Nullable String requestId,
    @Nullable String replyTo,
    String contentType,
    String contentEncoding,
    Map<String, String> headers) {

  /** The prefix of headers only Duly itself may write; others' are stripped at the door. */
  public static final String RESERVED = "duly-";

  private static final String ATTRIBUTE = "ce-";
  private static final String SPEC_VERSION = "1.0";

  public Envelope {
    headers = Map.copyOf(headers);
  }

  /**
   * Reads headers from the wire. Missing attributes are empty, unknown ones are kept as headers,
   * reserved headers are left out.
   *
   * @throws CodecException if an attribute has an impossible value
   */
  public static Envelope from(Map<String, String> wire) {
    Map<String, String> rest = new LinkedHashMap<>(wire);
    rest.keySet().removeIf(name -> name.startsWith(RESERVED));
    String specVersion = take(rest, ATTRIBUTE + "specversion");
    if (!specVersion.isEmpty() && !specVersion.startsWith("1.")) {
      throw new CodecException("CloudEvents version is not 1.x");
    }
    return new Envelope(
        take(rest, ATTRIBUTE + "id"),
        take(rest, ATTRIBUTE + "source"),
        take(rest, ATTRIBUTE + "type"),
        version(take(rest, ATTRIBUTE + "messageversion")),
        take(rest, ATTRIBUTE + "time"),
        rest.remove(ATTRIBUTE + "partitionkey"),
        take(rest, ATTRIBUTE + "correlationid"),
        rest.remove(ATTRIBUTE + "causationid"),
        rest.remove(ATTRIBUTE + "requestid"),
        rest.remove(ATTRIBUTE + "replyto"),
        take(rest, "content-type"),
        take(rest, "content-encoding"),
        rest);
  }

  /** The headers to send. */
  public Map<String, String> toHeaders() {
    Map<String, String> wire = new LinkedHashMap<>(headers);
    put(wire, ATTRIBUTE + "specversion", SPEC_VERSION);
    put(wire, ATTRIBUTE + "id", id);
    put(wire, ATTRIBUTE + "source", source);
    put(wire, ATTRIBUTE + "type", type);
    put(wire, ATTRIBUTE + "messageversion", Integer.toString(version));
    put(wire, ATTRIBUTE + "time", time);
    put(wire, ATTRIBUTE + "partitionkey", partitionKey);
    put(wire, ATTRIBUTE + "correlationid", correlationId);
    put(wire, ATTRIBUTE + "causationid", causationId);
    put(wire, ATTRIBUTE + "requestid", requestId);
    put(wire, ATTRIBUTE + "replyto", replyTo);
    put(wire, "content-type", contentType);
    put(wire, "content-encoding", contentEncoding);
    return wire;
  }

  private static String take(Map<String, String> headers, String name) {
    String value = headers.remove(name);
    return value == null ? "" : value;
  }

  private static void put(Map<String, String> wire, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      wire.put(name, value);
    }
  }

  private static int version(String text) {
    if (text.isEmpty()) {
      return 1;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new CodecException("messageversion is not a number", e);
    }
  }
}
