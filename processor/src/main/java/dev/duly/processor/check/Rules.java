/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.check;

import dev.duly.processor.model.Declaration;
import dev.duly.processor.model.GuardModel;
import dev.duly.processor.model.HandlerClassModel;
import dev.duly.processor.model.HandlerModel;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.PublisherModel;
import dev.duly.processor.model.StrayGuardsModel;
import dev.duly.processor.problem.Findings;
import java.util.List;

/** All rules. */
public final class Rules {
  private static final List<Rule> ALL =
      List.of(
          new MessageShapeRule(),
          new AccessorRule(),
          new KeyTypeRule(),
          new KeyFloatingRule(),
          new KeyNullableRule(),
          new OccurredAtRule(),
          new NameRule(),
          new RequestReplyRule(),
          new UnorderedKeyRule(),
          new ReasonRule(),
          new RangeRule(),
          new PartitionKeyMissingRule(),
          new HandlerClassRule(),
          new GroupMissingRule(),
          new HandlerMethodRule(),
          new HandlerParametersRule(),
          new SealedParameterRule(),
          new NotAMessageRule(),
          new HandlerReturnRule(),
          new SealedMemberRule(),
          new DurationRule(),
          new WindowTooShortRule(),
          new LeaseTooShortRule(),
          new LeaseTooLongRule(),
          new JitterZeroRule(),
          new AtMostOnceRule(),
          new ExactlyOnceRule(),
          new EffectDownstreamRule(),
          new EffectOnlyRule(),
          new EffectLeaseRule(),
          new EffectKeyRule(),
          new EffectTransactionRule(),
          new EffectBatchRule(),
          new EffectUnkeyedRule(),
          new EffectRetryRule(),
          new DownstreamWindowRule(),
          new StrayGuardRule(),
          new GuardTypeRule(),
          new GuardMethodRule(),
          new GuardResultRule(),
          new GuardKeyRule(),
          new GuardScopeRule(),
          new GuardNaturalRule(),
          new ParkHandlerRule(),
          new ParkUnkeyedRule(),
          new ParkDeliveryRule(),
          new IdempotencyKeyMissingRule(),
          new OwnerMissingRule(),
          new PublisherTypeRule(),
          new PublisherMethodRule(),
          new UnresolvedTypeRule());

  private static final List<TopologyRule> TOPOLOGY =
      List.of(new MessageIdTakenRule(), new CommandGroupsRule(), new HandledTwiceRule());

  private Rules() {}

  /** Looks at all declarations of a module together. */
  public static Findings check(List<Declaration> declarations) {
    ModuleView module = ModuleView.of(declarations);
    Findings findings = new Findings();
    TOPOLOGY.forEach(rule -> rule.check(module, findings));
    return findings;
  }

  /** Looks at one declaration. */
  public static Findings check(Declaration declaration) {
    Findings findings = new Findings();
    for (Rule rule : ALL) {
      if (declaration instanceof MessageModel message) {
        rule.message(message, findings);
      } else if (declaration instanceof PublisherModel publisher) {
        rule.publisher(publisher, findings);
      } else if (declaration instanceof GuardModel guard) {
        rule.guardedType(guard, findings);
        for (GuardModel.Method method : guard.methods()) {
          rule.guard(guard, method, findings);
        }
      } else if (declaration instanceof StrayGuardsModel guards) {
        rule.strayGuards(guards, findings);
      } else if (declaration instanceof HandlerClassModel handlers) {
        rule.handlerClass(handlers, findings);
        for (HandlerModel handler : handlers.handlers()) {
          rule.handler(handlers, handler, findings);
        }
      }
    }
    return findings;
  }
}
