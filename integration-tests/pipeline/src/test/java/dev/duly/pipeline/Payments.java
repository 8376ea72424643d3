/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.pipeline;

import dev.duly.pipeline.Messages.Price;
import dev.duly.runtime.EffectKey;
import dev.duly.runtime.topology.CallArguments;
import dev.duly.runtime.topology.GuardPolicy;
import dev.duly.runtime.topology.GuardPort;
import dev.duly.runtime.topology.GuardWiring;
import dev.duly.runtime.topology.GuardedMethod;
import dev.duly.runtime.topology.HandlerWiring;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.topology.MessageContract;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.topology.ModuleIndex;
import dev.duly.runtime.topology.PublisherWiring;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A guarded interface, and what the processor would write for it. */
interface Payments {
  String SCOPE = "payments.charge";

  @Nullable Price charge(String id, int cents, @Nullable EffectKey key) throws IOException;

  static MessageKey key(String id) {
    return new KeyDigest().text("id", id).toKey();
  }

  /** An index with the guard of this interface. */
  static ModuleIndex guardedBy(GuardPolicy guard) {
    GuardedMethod charge = new GuardedMethod("Payments.charge", guard.scope(SCOPE));
    GuardWiring<Payments> wiring =
        new GuardWiring<>() {
          @Override
          public Class<Payments> guardedClass() {
            return Payments.class;
          }

          @Override
          public List<GuardedMethod> methods() {
            return List.of(charge);
          }

          @Override
          public Payments create(GuardPort port, Payments real) {
            return (id, cents, key) ->
                port.call(
                    charge,
                    key(id),
                    new CallArguments().add(id).add(cents),
                    Price.class,
                    call ->
                        real.charge(id, cents, guard.effect() == null ? null : call.effectKey()));
          }
        };
    return new ModuleIndex() {
      @Override
      public List<MessageContract<?>> messages() {
        return List.of(Messages.PAID, Messages.ORDERED);
      }

      @Override
      public List<HandlerWiring<?>> handlers() {
        return List.of();
      }

      @Override
      public List<PublisherWiring<?>> publishers() {
        return List.of();
      }

      @Override
      public List<GuardWiring<?>> guards() {
        return List.of(wiring);
      }
    };
  }
}
