/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.stores.crashpoints;

import dev.duly.runtime.store.EffectLog;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.store.Store;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.transport.Source;
import dev.duly.runtime.transport.Transport;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A port of which every call has its boundaries. By reflection, so that a method that is added to a
 * port is not forgotten here.
 */
final class CountedPort implements InvocationHandler {
  /** Ports that are reached through other ports. */
  private static final List<Class<?>> PORTS =
      List.of(
          Store.class,
          UnitOfWork.class,
          EffectLog.class,
          Parking.class,
          Transport.class,
          Source.class);

  /** They only hand out what is there; nothing leaves the process. */
  private static final Set<String> ACCESSORS =
      Set.of("capabilities", "effects", "parking", "transaction");

  private final Object target;
  private final Boundaries boundaries;
  private final Stillness stillness;
  private final String name;

  private CountedPort(Class<?> port, Object target, Boundaries boundaries, Stillness stillness) {
    this.target = target;
    this.boundaries = boundaries;
    this.stillness = stillness;
    this.name = port.getSimpleName();
  }

  static <P> P of(Class<P> port, P target, Boundaries boundaries, Stillness stillness) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            new CountedPort(port, target, boundaries, stillness)));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return call(method, arguments);
    }
    if (ACCESSORS.contains(method.getName())) {
      return counted(method, call(method, arguments));
    }
    String what = name + "." + method.getName();
    return boundaries.around(what, () -> counted(method, call(method, arguments)));
  }

  private Object call(Method method, Object @Nullable [] arguments) throws Exception {
    if (arguments != null && method.getName().equals("poll")) {
      // There is one thread: who waits here keeps from coming what is waited for.
      arguments[1] = Duration.ZERO;
    }
    Object answer;
    try {
      answer = method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
    if (answer instanceof CompletionStage<?> sent) {
      sent.toCompletableFuture().join();
    }
    stillness.called(
        target, method.getName(), answer instanceof Collection<?> all && all.isEmpty());
    return answer;
  }

  private Object counted(Method method, Object answer) {
    for (Class<?> port : PORTS) {
      if (method.getReturnType() == port) {
        return counted(port, answer);
      }
    }
    return answer;
  }

  private <P> P counted(Class<P> port, Object answer) {
    return of(port, port.cast(answer), boundaries, stillness);
  }
}
