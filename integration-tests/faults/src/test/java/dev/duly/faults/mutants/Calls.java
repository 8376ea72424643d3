/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.faults.mutants;

import dev.duly.runtime.store.EffectAnswer;
import dev.duly.runtime.store.EffectHold;
import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.EffectRequest;
import dev.duly.runtime.store.EffectState;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.topology.MessageKey;
import dev.duly.runtime.transport.Transport;
import dev.duly.testing.ForwardingStore;
import dev.duly.testing.simulation.Decoration;
import dev.duly.testing.simulation.Environment;
import java.time.Duration;
import java.util.Optional;

/** Bugs in what is known of calls to other systems. */
public final class Calls {
  private Calls() {}

  /** A record without an end stands for a call that was made. */
  public static Decoration takenForDone() {
    return new Decoration() {
      @Override
      public Store store(Store store, Transport transport, Environment process) {
        return new ForwardingStore(store) {
          @Override
          public EffectLog effects() {
            return new TakenForDone(super.effects());
          }
        };
      }
    };
  }

  private record TakenForDone(EffectLog log) implements EffectLog {
    @Override
    public EffectAnswer acquire(EffectRequest request) {
      EffectAnswer answer = log.acquire(request);
      return answer instanceof EffectAnswer.Acquired acquired && acquired.mayHaveHappened()
          ? new EffectAnswer.Replay(null)
          : answer;
    }

    @Override
    public boolean renew(EffectHold hold, Duration lease) {
      return log.renew(hold, lease);
    }

    @Override
    public boolean release(EffectHold hold) {
      return log.release(hold);
    }

    @Override
    public Optional<EffectState> state(String scope, MessageKey key) {
      return log.state(scope, key);
    }
  }
}
