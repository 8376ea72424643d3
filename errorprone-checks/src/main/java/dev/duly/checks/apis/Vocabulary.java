/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

/** The qualified names of Duly's annotations; the checks know them by name only. */
public final class Vocabulary {
  public static final String BEST_EFFORT = "dev.duly.BestEffort";
  public static final String COMPENSATION = "dev.duly.Compensation";
  public static final String DULY_GENERATED = "dev.duly.DulyGenerated";
  public static final String EFFECT_KEY = "dev.duly.runtime.EffectKey";
  public static final String IDEMPOTENCY_KEY = "dev.duly.IdempotencyKey";
  public static final String IDEMPOTENT = "dev.duly.Idempotent";
  public static final String MESSAGE = "dev.duly.Message";
  public static final String MESSAGES_FOR = "dev.duly.MessagesFor";
  public static final String MESSAGE_FOR = "dev.duly.MessageFor";
  public static final String MESSAGE_HANDLER = "dev.duly.MessageHandler";
  public static final String PARTITION_KEY = "dev.duly.PartitionKey";
  public static final String PUBLISHER = "dev.duly.Publisher";
  public static final String STEP = "dev.duly.Step";
  public static final String STEP_KEY = "dev.duly.runtime.StepKey";
  public static final String TRANSACTION = "dev.duly.runtime.Transaction";
  public static final String UNORDERED = "dev.duly.Unordered";

  private Vocabulary() {}
}
