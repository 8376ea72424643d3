/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;

/**
 * One part of a key.
 *
 * @param name the path from the message: {@code id.sku}
 * @param accessor the call on the message: {@code id().sku()}
 * @param type what it is
 * @param typeName the type, as a message shows it
 * @param nullable whether it is declared to be null at times
 * @param parts for a record, its components
 * @param place where it was declared
 */
public record KeyPart(
    String name,
    String accessor,
    Type type,
    String typeName,
    boolean nullable,
    List<KeyPart> parts,
    Place place) {
  public KeyPart {
    parts = List.copyOf(parts);
  }

  /** What a part of a key may be, and may not. */
  public enum Type {
    TEXT,
    NUMBER,
    /** A wrapped number: null is possible, so generated code looks first. */
    BOXED_NUMBER,
    UUID,
    NAME,
    RECORD,
    FLOATING,
    OPTIONAL,
    UNSUPPORTED
  }
}
