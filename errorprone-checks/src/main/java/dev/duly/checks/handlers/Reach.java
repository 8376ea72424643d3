/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handlers;

import com.google.errorprone.VisitorState;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Handlers;
import dev.duly.checks.apis.frameworks.Framework;
import dev.duly.checks.declarations.Compilation;
import dev.duly.checks.declarations.FileIndex;
import dev.duly.checks.declarations.Remembered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which handler of a class runs a method of it. */
final class Reach {
  private static final int DEPTH = 2;

  /**
   * Where messages enter a class.
   *
   * @param handler the method they enter by; empty where it is a lambda
   * @param reached the methods that run then
   */
  record Entry(
      String name, Framework framework, Optional<MethodSymbol> handler, Set<MethodSymbol> reached) {

    boolean counts(Predicate<MethodSymbol> counts) {
      return handler.isEmpty() || counts.test(handler.get());
    }
  }

  /**
   * Where messages enter a class, whatever they reach from there.
   *
   * @param handler the method they enter by; empty where it is a lambda
   * @param first the methods that run first: the handler, or what a handler lambda calls
   */
  private record Start(
      String name, Framework framework, Optional<MethodSymbol> handler, Set<MethodSymbol> first) {}

  /** A class with handlers, and the class whose methods they may call besides. */
  private record Family(Symbol subclass, Symbol superclass) {}

  /** The compiled classes with handlers below a class, by name. */
  private static final Supplier<Map<Symbol, List<ClassSymbol>>> HANDLING =
      new Remembered<>(Reach::handling);

  // The checks ask about every try and every other call. No tree is kept: they would fill memory.
  private static final Supplier<Map<Family, List<Entry>>> ENTRIES =
      new Remembered<>(state -> new HashMap<>());

  /** The first handler of a class that runs one of its methods; empty where none does. */
  static Optional<Entry> handlerCalling(
      MethodSymbol wanted, ClassTree type, Predicate<MethodSymbol> counts, VisitorState state) {
    Symbol owner = ASTHelpers.getSymbol(type);
    return first(wanted, entries(new Family(owner, owner), () -> type, type, state), counts);
  }

  /** As above, where the method stands in a superclass of the handler's class. */
  static Optional<Entry> subclassHandlerCalling(
      MethodSymbol wanted,
      ClassTree superclass,
      Predicate<MethodSymbol> counts,
      VisitorState state) {
    return subclassesWithHandlers((ClassSymbol) wanted.owner, state)
        .flatMap(
            sub ->
                first(wanted, entriesOfSubclass(sub, wanted.owner, superclass, state), counts)
                    .stream())
        .findFirst();
  }

  /** Whether a class or one of its subclasses has a handler. */
  static boolean hasEntries(ClassTree type, VisitorState state) {
    ClassSymbol owner = ASTHelpers.getSymbol(type);
    return !entries(new Family(owner, owner), () -> type, type, state).isEmpty()
        || (mayHaveSubclassesWithHandlers(owner, state)
            && subclassesWithHandlers(owner, state)
                .anyMatch(sub -> !entriesOfSubclass(sub, owner, type, state).isEmpty()));
  }

  private static List<Entry> entriesOfSubclass(
      ClassSymbol subclass, Symbol owner, ClassTree superclass, VisitorState state) {
    return entries(
        new Family(subclass, owner),
        () -> ASTHelpers.findClass(subclass, state),
        superclass,
        state);
  }

  /** Cheap to ask: few classes have any. */
  private static boolean mayHaveSubclassesWithHandlers(ClassSymbol type, VisitorState state) {
    FileIndex file = FileIndex.of(state);
    return (file.hasFunctions() && file.classes().size() > 1)
        || HANDLING.get(state).containsKey(type);
  }

  /**
   * Those subclasses that may have handlers. Lambdas of other files are passed over: each class
   * would have to be walked through for the sake of its superclass.
   */
  private static Stream<ClassSymbol> subclassesWithHandlers(ClassSymbol type, VisitorState state) {
    FileIndex file = FileIndex.of(state);
    Stream<ClassSymbol> withFunctions =
        file.classes().stream()
            .filter(each -> !file.functionsOf(each).isEmpty())
            .map(ASTHelpers::getSymbol)
            .filter(each -> !each.equals(type) && each.isSubClass(type, state.getTypes()));
    return Stream.concat(HANDLING.get(state).getOrDefault(type, List.of()).stream(), withFunctions)
        .distinct();
  }

  private static Map<Symbol, List<ClassSymbol>> handling(VisitorState state) {
    return Compilation.bySuperclass(
        Compilation.types(type -> Handlers.areIn(type, state), state), state);
  }

  /** The methods of a class that run in the same handlers as one of them. */
  static Set<MethodSymbol> runningWith(MethodSymbol method, ClassTree type, VisitorState state) {
    Symbol owner = ASTHelpers.getSymbol(type);
    return entries(new Family(owner, owner), () -> type, type, state).stream()
        .filter(entry -> entry.reached().contains(method))
        .flatMap(entry -> entry.reached().stream())
        .collect(Collectors.toSet());
  }

  private static List<Entry> entries(
      Family family,
      java.util.function.Supplier<ClassTree> subclass,
      ClassTree superclass,
      VisitorState state) {
    return ENTRIES
        .get(state)
        .computeIfAbsent(family, each -> entriesOf(subclass.get(), superclass, state));
  }

  private static Optional<Entry> first(
      MethodSymbol wanted, List<Entry> entries, Predicate<MethodSymbol> counts) {
    return entries.stream()
        .filter(entry -> entry.reached().contains(wanted) && entry.counts(counts))
        .findFirst();
  }

  private static List<Entry> entriesOf(ClassTree type, ClassTree superclass, VisitorState state) {
    List<Start> starts = startsOf(type, state);
    if (starts.isEmpty()) {
      return List.of();
    }
    List<MethodTree> methods =
        Stream.of(type, superclass).distinct().flatMap(each -> methodsOf(each).stream()).toList();
    return starts.stream()
        .map(
            start ->
                new Entry(
                    start.name(),
                    start.framework(),
                    start.handler(),
                    reached(start.first(), start.handler().isPresent() ? 0 : 1, methods)))
        .toList();
  }

  private static List<Start> startsOf(ClassTree type, VisitorState state) {
    List<Start> starts = new ArrayList<>();
    boolean any = Handlers.areIn(ASTHelpers.getSymbol(type), state);
    for (Tree member : any ? type.getMembers() : List.<Tree>of()) {
      if (member instanceof MethodTree method) {
        MethodSymbol symbol = ASTHelpers.getSymbol(method);
        Handlers.of(symbol, state)
            .map(
                found ->
                    new Start(
                        HandlerCode.nameOf(symbol), found, Optional.of(symbol), Set.of(symbol)))
            .ifPresent(starts::add);
      }
    }
    TreePath top = new TreePath(state.getPath().getCompilationUnit());
    for (Tree function : FileIndex.of(state).functionsOf(type)) {
      if (Handlers.mayTake(function, state)) {
        TreePath path = TreePath.getPath(new TreePath(top, type), function);
        Handlers.ofFunction(path, state)
            .map(
                found ->
                    new Start(
                        HandlerCode.nameAround(path),
                        found,
                        Optional.empty(),
                        callsOfFunction(function)))
            .ifPresent(starts::add);
      }
    }
    return List.copyOf(starts);
  }

  /**
   * The methods that run.
   *
   * @param starts those that run first: the handler, or what a handler lambda calls
   * @param made how many calls are made already
   */
  private static Set<MethodSymbol> reached(
      Set<MethodSymbol> starts, int made, List<MethodTree> methods) {
    Set<MethodSymbol> reached = new HashSet<>(starts);
    Set<MethodSymbol> latest = starts;
    for (int calls = made; calls < DEPTH; calls++) {
      Set<MethodSymbol> called = new HashSet<>();
      for (MethodTree method : methods) {
        if (latest.contains(ASTHelpers.getSymbol(method))) {
          called.addAll(callsOf(method.getBody()));
        }
      }
      called.removeAll(reached);
      reached.addAll(called);
      latest = called;
    }
    return reached;
  }

  private static List<MethodTree> methodsOf(ClassTree type) {
    return type.getMembers().stream()
        .filter(MethodTree.class::isInstance)
        .map(MethodTree.class::cast)
        .toList();
  }

  private static Set<MethodSymbol> callsOfFunction(Tree function) {
    return function instanceof MemberReferenceTree reference
        ? Set.of(ASTHelpers.getSymbol(reference))
        : callsOf(((LambdaExpressionTree) function).getBody());
  }

  private static Set<MethodSymbol> callsOf(@Nullable Tree body) {
    Set<MethodSymbol> calls = new HashSet<>();
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      private boolean inForEach;

      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        if (onThis(call.getMethodSelect())) {
          calls.add(ASTHelpers.getSymbol(call));
        }
        boolean outer = inForEach;
        inForEach = Loops.isForEach(call);
        super.visitMethodInvocation(call, null);
        inForEach = outer;
        return null;
      }

      @Override
      public @Nullable Void visitMemberReference(
          MemberReferenceTree reference, @Nullable Void unused) {
        if (inForEach && FileIndex.isThis(reference.getQualifierExpression())) {
          calls.add(ASTHelpers.getSymbol(reference));
        }
        return null;
      }

      @Override
      public @Nullable Void visitLambdaExpression(
          LambdaExpressionTree tree, @Nullable Void unused) {
        return inForEach ? super.visitLambdaExpression(tree, null) : null;
      }

      @Override
      public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
        return null;
      }
    }.scan(body, null);
    return calls;
  }

  private static boolean onThis(ExpressionTree method) {
    return method instanceof IdentifierTree
        || (method instanceof MemberSelectTree select && FileIndex.isThis(select.getExpression()));
  }

  private Reach() {}
}
