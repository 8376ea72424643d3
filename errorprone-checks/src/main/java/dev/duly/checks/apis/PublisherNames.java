/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import java.util.regex.Pattern;

/** What methods that publish are called, where only their owner is known to be a publisher. */
public final class PublisherNames {
  private static final Pattern PUBLISHES =
      Pattern.compile("(send|publish|emit|notify|convertAndSend|produce)([A-Z0-9].*)?");

  /** Whether a method of that name publishes. */
  public static boolean fits(String method) {
    return PUBLISHES.matcher(method).matches();
  }

  private PublisherNames() {}
}
