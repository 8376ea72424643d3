/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import java.util.Set;
import java.util.regex.Pattern;

/** How code that recognises a copy of a message is called. */
public final class DuplicateNames {
  private static final Pattern ASKS =
      Pattern.compile(
          "(exists|count|already|is(Already|Duplicate|Processed|Handled|Known|New|First)|has(Been|Already)|was|check|ensure|claim|tryAcquire|tryLock|acquire|lock|putIfAbsent|setIfAbsent|dedup|register)([A-Z].*)?");
  private static final Pattern FINDS =
      Pattern.compile("(find|get|load|read|query|select|search|fetch|lookup|stream)([A-Z].*)?");
  private static final Pattern REMEMBERS =
      Pattern.compile(
          "inbox|processed|dedup|idempot|duplicate|consumed(message|event)|handled(message|event)|seen",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> REFUSALS =
      Set.of(
          "ConstraintViolationException",
          "DataAccessException",
          "DataIntegrityViolationException",
          "DuplicateKeyException",
          "EntityExistsException",
          "PersistenceException",
          "SQLIntegrityConstraintViolationException");

  /** Whether a method asks if something is there. */
  public static boolean asks(String method) {
    return ASKS.matcher(method).matches();
  }

  /** Whether a method reads what is there. */
  public static boolean finds(String method) {
    return FINDS.matcher(method).matches();
  }

  /** Whether something remembers which messages were handled. */
  public static boolean remembers(CharSequence name) {
    return REMEMBERS.matcher(name).find();
  }

  /** Whether an exception, by its simple name, says that a row is there already. */
  public static boolean refuses(CharSequence exception) {
    return REFUSALS.contains(exception.toString());
  }

  private DuplicateNames() {}
}
