/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Headers as the Kafka binding of CloudEvents writes them in binary mode: attributes as {@code
 * ce_…}, all values UTF-8 (CloudEvents Kafka Protocol Binding 1.0.2, 3.2).
 */
final class WireHeaders {
  private static final String OURS = "ce-";
  private static final String THEIRS = "ce_";

  /** The type of the message; the broker's records are told apart by it unread. */
  static final String TYPE = THEIRS + "type";

  private WireHeaders() {}

  static void write(Map<String, String> headers, Headers target) {
    headers.forEach(
        (name, value) ->
            target.add(renamed(name, OURS, THEIRS), value.getBytes(StandardCharsets.UTF_8)));
  }

  /** Of several with one name the last counts, as {@link Headers#lastHeader} has it. */
  static Map<String, String> read(Headers source) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : source) {
      byte[] value = header.value();
      if (value != null) {
        headers.put(renamed(header.key(), THEIRS, OURS), new String(value, StandardCharsets.UTF_8));
      }
    }
    return headers;
  }

  private static String renamed(String name, String from, String to) {
    return name.startsWith(from) ? to + name.substring(from.length()) : name;
  }
}
