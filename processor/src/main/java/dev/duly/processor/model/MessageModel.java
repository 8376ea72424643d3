/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message, declared by {@code @Message} or {@code @MessageFor}.
 *
 * @param ref its identity
 * @param place the declaration
 * @param foreign whether it was declared by {@code @MessageFor}
 * @param flaws what keeps the class from being a message: "is an interface"
 * @param channel the declared channel
 * @param id the declared or derived id
 * @param version the declared version
 * @param idempotencyKey the parts of the idempotency key
 * @param partitionKey the parts of the partition key
 * @param occurredAt the accessors of the stable time: one at most, if all is well
 * @param unorderedBecause the reason why no order is needed; null if it was not declared
 * @param sensitive accessors whose values are never shown
 * @param implementsRequest whether the class implements {@code Request}
 * @param missing accessors that were named and do not exist
 * @param unresolved types that do not exist yet
 */
public record MessageModel(
    MessageRef ref,
    Place place,
    boolean foreign,
    List<String> flaws,
    Declared<String> channel,
    Declared<String> id,
    Declared<Integer> version,
    List<KeyPart> idempotencyKey,
    List<KeyPart> partitionKey,
    List<TimeAccessor> occurredAt,
    @Nullable Declared<String> unorderedBecause,
    List<String> sensitive,
    boolean implementsRequest,
    List<MissingAccessor> missing,
    Set<String> unresolved)
    implements Declaration {

  @Override
  public TypeRef type() {
    return ref.type();
  }

  @Override
  public Set<TypeRef> messages() {
    return Set.of(ref.type());
  }

  @Override
  public Set<String> notYetMessages() {
    return Set.of();
  }

  /** The accessor of a time: its call and whether it gives an {@code Instant}. */
  public record TimeAccessor(String accessor, String typeName, boolean instant, Place place) {}

  /** An accessor that was named and does not exist, with those that do. */
  public record MissingAccessor(String name, List<String> existing, Place place) {}
}
