/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** Duly itself. */
final class Duly {
  static final Framework DULY =
      Framework.named("Duly")
          .afterFailure("Duly retries it and keeps what cannot be handled")
          .handlers("dev.duly.MessageHandler")
          .publishers("dev.duly.Publisher")
          .brokers("dev.duly.runtime.Outbox")
          .publishedBy("dev.duly.runtime.Duly#publish", "dev.duly.runtime.Outbox#*")
          .build();

  private Duly() {}
}
