/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.model;

import java.util.Set;

/** One thing a user declared: something is generated for it, or it is refused. */
public sealed interface Declaration
    permits MessageModel, HandlerClassModel, PublisherModel, GuardModel, StrayGuardsModel {

  /** The declared class. */
  TypeRef type();

  Place place();

  /** The messages it takes, returns or publishes. */
  Set<TypeRef> messages();

  /** Types it needs that do not exist yet. */
  Set<String> unresolved();

  /** Types it takes for messages that are none yet. */
  Set<String> notYetMessages();
}
