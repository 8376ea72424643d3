/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.effects;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Publishing;
import dev.duly.checks.apis.SharedTransactions;
import dev.duly.checks.apis.Stores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the methods of one class write and publish, themselves or through each other. */
public final class ClassEffects {
  private static final int DEPTH = 2;

  /** A row and a message of one run. */
  public record Pair(Site write, Site send) {
    /** The one that happens first. */
    boolean writesFirst() {
      return write.isBefore(send);
    }
  }

  private record Body(List<Site> writes, List<Site> sends, List<Site> ownCalls) {
    Body() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Map<MethodSymbol, Body> bodies;

  private ClassEffects(Map<MethodSymbol, Body> bodies) {
    this.bodies = bodies;
  }

  /** Of the class a path ends at; without its inner classes. */
  public static ClassEffects of(TreePath type, VisitorState state) {
    Map<MethodSymbol, Body> bodies = new LinkedHashMap<>();
    if (Stores.areThere(state) && writes((ClassTree) type.getLeaf(), state)) {
      new Collector(type, bodies, state).scan(type, null);
    }
    return new ClassEffects(bodies);
  }

  /** A write and a publication of a method that one run passes; the first in the source. */
  public Optional<Pair> pairIn(MethodTree method) {
    Body body = bodies.get(ASTHelpers.getSymbol(method));
    if (body == null) {
      return Optional.empty();
    }
    List<Site> writes = new ArrayList<>(body.writes);
    List<Site> sends = new ArrayList<>(body.sends);
    for (Site call : body.ownCalls) {
      List<Site> writesThere = sitesOf(call, Body::writes, DEPTH);
      List<Site> sendsThere = sitesOf(call, Body::sends, DEPTH);
      // A method that does both is reported itself.
      if (sendsThere.isEmpty()) {
        writes.addAll(writesThere);
      } else if (writesThere.isEmpty()) {
        sends.addAll(sendsThere);
      }
    }
    return sends.stream()
        .flatMap(send -> writes.stream().map(write -> new Pair(write, send)))
        .filter(ClassEffects::areOfOneRun)
        .findFirst();
  }

  private static boolean areOfOneRun(Pair pair) {
    return pair.write.unit().equals(pair.send.unit())
        && (pair.writesFirst()
            ? OnePath.passes(pair.write.at(), pair.send.at())
            : OnePath.passes(pair.send.at(), pair.write.at()));
  }

  private interface Effect {
    List<Site> in(Body body);
  }

  private List<Site> sitesOf(Site ownCall, Effect effect, int depth) {
    Body called = bodies.get(ASTHelpers.getSymbol(ownCall.call()));
    if (called == null || depth == 0) {
      return List.of();
    }
    List<Site> sites = new ArrayList<>();
    for (Site site : effect.in(called)) {
      sites.add(new Site(ownCall.at(), ownCall.unit(), site.call()));
    }
    for (Site next : called.ownCalls) {
      for (Site site : sitesOf(next, effect, depth - 1)) {
        sites.add(new Site(ownCall.at(), ownCall.unit(), site.call()));
      }
    }
    return sites;
  }

  /** Most classes write nothing: nothing else is asked of them. */
  private static boolean writes(ClassTree type, VisitorState state) {
    boolean[] found = {false};
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        found[0] |= Stores.WRITE.matches(call, state);
        return found[0] ? null : super.visitMethodInvocation(call, null);
      }
    }.scan(type.getMembers(), null);
    return found[0];
  }

  private static final class Collector extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final TreePath type;
    private final Map<MethodSymbol, Body> bodies;
    private final VisitorState state;
    private @Nullable Body body;
    private @Nullable Tree unit;

    Collector(TreePath type, Map<MethodSymbol, Body> bodies, VisitorState state) {
      this.type = type;
      this.bodies = bodies;
      this.state = state;
    }

    @Override
    public @Nullable Void visitClass(ClassTree inner, @Nullable Void unused) {
      return inner.equals(type.getLeaf()) ? super.visitClass(inner, null) : null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      body = new Body();
      bodies.put(ASTHelpers.getSymbol(method), body);
      unit = method;
      super.visitMethod(method, null);
      body = null;
      return null;
    }

    @Override
    public @Nullable Void visitLambdaExpression(
        LambdaExpressionTree lambda, @Nullable Void unused) {
      Tree outer = unit;
      if (!runsAtOnce()) {
        unit = lambda;
      }
      super.visitLambdaExpression(lambda, null);
      unit = outer;
      return null;
    }

    private boolean sends(MethodInvocationTree call) {
      return (Publishing.PUBLISH.matches(call, state) || PublisherBeans.isPublication(call, state))
          && !Publishing.JOINS_THE_TRANSACTION.matches(call, state);
    }

    private boolean runsAtOnce() {
      return getCurrentPath().getParentPath().getLeaf() instanceof MethodInvocationTree call
          && SharedTransactions.RUNS_AT_ONCE.matches(call, state);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      if (body != null && unit != null) {
        Site site = new Site(getCurrentPath(), unit, call);
        if (Stores.WRITE.matches(call, state)) {
          body.writes.add(site);
        } else if (OwnCalls.isOne(call)) {
          body.ownCalls.add(site);
        } else if (sends(call)) {
          body.sends.add(site);
        }
      }
      return super.visitMethodInvocation(call, null);
    }
  }
}
