/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

/** Every name of Duly's own annotations and runtime classes; the processor loads none of them. */
public final class Vocabulary {
  private static final String ROOT = "dev.duly.";

  public static final String MESSAGE = ROOT + "Message";
  public static final String MESSAGE_FOR = ROOT + "MessageFor";
  public static final String MESSAGES_FOR = ROOT + "MessagesFor";
  public static final String IDEMPOTENCY_KEY = ROOT + "IdempotencyKey";
  public static final String PARTITION_KEY = ROOT + "PartitionKey";
  public static final String OCCURRED_AT = ROOT + "OccurredAt";
  public static final String UNORDERED = ROOT + "Unordered";
  public static final String SENSITIVE = ROOT + "Sensitive";
  public static final String REQUEST = ROOT + "Request";
  public static final String HANDLER_GROUP = ROOT + "HandlerGroup";
  public static final String MESSAGE_HANDLER = ROOT + "MessageHandler";
  public static final String IDEMPOTENT = ROOT + "Idempotent";
  public static final String RETRY = ROOT + "Retry";
  public static final String DEAD_LETTER = ROOT + "DeadLetter";
  public static final String CONCURRENCY = ROOT + "Concurrency";
  public static final String LEASE = ROOT + "Lease";
  public static final String OWNER = ROOT + "Owner";
  public static final String BEST_EFFORT = ROOT + "BestEffort";
  public static final String PUBLISHER = ROOT + "Publisher";

  public static final TypeRef DULY_GENERATED = TypeRef.of("dev.duly", "DulyGenerated");
  public static final TypeRef DELIVERY_MODE = TypeRef.of("dev.duly", "DeliveryMode");
  public static final TypeRef DOWNSTREAM = TypeRef.of("dev.duly", "Downstream");

  private static final String RUNTIME = "dev.duly.runtime";
  public static final String TRANSACTION = RUNTIME + ".Transaction";
  public static final String EFFECT_KEY = RUNTIME + ".EffectKey";
  public static final String MESSAGE_CONTEXT = RUNTIME + ".MessageContext";
  public static final String OUTBOX = RUNTIME + ".Outbox";
  public static final TypeRef RETRY_POLICY = TypeRef.of(RUNTIME + ".retry", "RetryPolicy");

  private static final String TOPOLOGY = RUNTIME + ".topology";
  public static final TypeRef CALL_ARGUMENTS = TypeRef.of(TOPOLOGY, "CallArguments");
  public static final TypeRef EFFECT_POLICY = TypeRef.of(TOPOLOGY, "EffectPolicy");
  public static final TypeRef GROUP_POLICY = TypeRef.of(TOPOLOGY, "GroupPolicy");
  public static final TypeRef GUARD_POLICY = TypeRef.of(TOPOLOGY, "GuardPolicy");
  public static final TypeRef GUARD_PORT = TypeRef.of(TOPOLOGY, "GuardPort");
  public static final TypeRef GUARD_WIRING = TypeRef.of(TOPOLOGY, "GuardWiring");
  public static final TypeRef GUARDED_METHOD = TypeRef.of(TOPOLOGY, "GuardedMethod");
  public static final TypeRef HANDLER_WIRING = TypeRef.of(TOPOLOGY, "HandlerWiring");
  public static final TypeRef INVALID_KEY = TypeRef.of(TOPOLOGY, "InvalidKeyException");
  public static final TypeRef KEY_DIGEST = TypeRef.of(TOPOLOGY, "KeyDigest");
  public static final TypeRef KEY_TEXT = TypeRef.of(TOPOLOGY, "KeyText");
  public static final TypeRef MESSAGE_CONTRACT = TypeRef.of(TOPOLOGY, "MessageContract");
  public static final TypeRef MESSAGE_KEY = TypeRef.of(TOPOLOGY, "MessageKey");
  public static final TypeRef MESSAGE_TYPE = TypeRef.of(TOPOLOGY, "MessageType");
  public static final TypeRef MODULE_INDEX = TypeRef.of(TOPOLOGY, "ModuleIndex");
  public static final TypeRef PUBLISH_PORT = TypeRef.of(TOPOLOGY, "PublishPort");
  public static final TypeRef PUBLISHER_WIRING = TypeRef.of(TOPOLOGY, "PublisherWiring");
  public static final TypeRef SUBSCRIPTION = TypeRef.of(TOPOLOGY, "Subscription");

  /** Where every module leaves what other modules need to know. */
  public static final String INDEX_PACKAGE = ROOT + "index";

  private Vocabulary() {}

  /** The class that says what is known of the message {@code type}. */
  public static TypeRef factsOf(TypeRef type) {
    String flat = type.qualifiedName().replace("_", "__").replace('.', '_');
    return TypeRef.of(INDEX_PACKAGE, "Message_" + flat);
  }
}
