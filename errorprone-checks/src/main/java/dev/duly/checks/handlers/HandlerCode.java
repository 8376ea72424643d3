/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.handlers;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.Handlers;
import dev.duly.checks.apis.frameworks.Framework;
import dev.duly.checks.declarations.FileIndex;
import dev.duly.checks.declarations.OncePerFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.lang.model.type.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * A method or lambda that runs when a message arrives.
 *
 * @param code the {@link MethodTree} or {@link LambdaExpressionTree}
 * @param handler the handler it is, or is part of, for people: {@code Billing.on}
 * @param framework the library that calls the handler
 * @param isHandler whether it is the handler itself: what it returns goes to the library
 */
public record HandlerCode(Tree code, String handler, Framework framework, boolean isHandler) {
  private static final OncePerFile<Boolean> IN_FILE = new OncePerFile<>(HandlerCode::find);

  /**
   * The handler code that a tree stands in: a handler, a method of its class or superclass that it
   * calls with no receiver, itself or through one other, or a private or protected method that
   * takes a broker's message. Empty inside a lambda that is given to another method.
   *
   * @param counts whether a method's promises count; where one's do not, it is passed over
   */
  public static Optional<HandlerCode> around(
      TreePath path, Predicate<MethodSymbol> counts, VisitorState state) {
    if (!mayBeIn(state)) {
      return Optional.empty();
    }
    for (TreePath at = path; at != null; at = at.getParentPath()) {
      if (at.getLeaf() instanceof MethodTree method) {
        return ofMethod(method, (ClassTree) at.getParentPath().getLeaf(), counts, state);
      }
      if (at.getLeaf() instanceof LambdaExpressionTree lambda && !Loops.isBodyOfForEach(at)) {
        TreePath function = at;
        return Handlers.ofFunction(at, state)
            .filter(framework -> enclosingMethodCounts(function, counts))
            .map(framework -> new HandlerCode(lambda, nameAround(function), framework, true));
      }
      if (at.getLeaf() instanceof ClassTree) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether the file at hand has any, whatever counts. */
  public static boolean mayBeIn(VisitorState state) {
    return IN_FILE.get(state);
  }

  private static boolean find(VisitorState state) {
    for (ClassTree type : FileIndex.of(state).classes()) {
      if (Reach.hasEntries(type, state) || takesMessages(type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean takesMessages(ClassTree type) {
    return type.getMembers().stream()
        .anyMatch(
            member ->
                member instanceof MethodTree method
                    && Handlers.takingMessage(ASTHelpers.getSymbol(method)).isPresent());
  }

  /** What it takes, in order. */
  public List<? extends VariableTree> parameters() {
    return code instanceof MethodTree method
        ? method.getParameters()
        : ((LambdaExpressionTree) code).getParameters();
  }

  /** The block or, of a lambda, the expression that runs; null of an abstract method. */
  public @Nullable Tree body() {
    return code instanceof MethodTree method
        ? method.getBody()
        : ((LambdaExpressionTree) code).getBody();
  }

  /** Whether it is a method that answers with something. */
  public boolean returnsValue() {
    return code instanceof MethodTree method
        && ASTHelpers.getSymbol(method).getReturnType().getKind() != TypeKind.VOID;
  }

  /** The checked exceptions it may let through, and any others it declares. */
  public List<Type> declaredToThrow(VisitorState state) {
    return code instanceof MethodTree method
        ? method.getThrows().stream().map(ASTHelpers::getType).toList()
        : state.getTypes().findDescriptorType(ASTHelpers.getType(code)).getThrownTypes();
  }

  /**
   * Whether nothing is known but that it takes a broker's message: who calls it is not in sight.
   */
  public boolean takesMessageOnly() {
    return !isHandler && helper().isEmpty();
  }

  /**
   * The methods of its class that run in the same handlers, itself among them; all of the class
   * where it is not known who calls it.
   *
   * @param path of the code, or of something in it
   */
  public List<Tree> runningWith(TreePath path, VisitorState state) {
    TreePath type = path;
    while (!(type.getLeaf() instanceof ClassTree)) {
      type = type.getParentPath();
    }
    List<Tree> methods =
        code instanceof MethodTree method
            ? Reach.runningWith(ASTHelpers.getSymbol(method), (ClassTree) type.getLeaf(), state)
                .stream()
                .<Tree>map(each -> ASTHelpers.findMethod(each, state))
                .filter(Objects::nonNull)
                .toList()
            : List.of();
    return methods.isEmpty() ? List.of(type.getLeaf()) : methods;
  }

  /** Its own name where it is not the handler itself. */
  public Optional<String> helper() {
    return isHandler || !(code instanceof MethodTree method)
        ? Optional.empty()
        : Optional.of(method.getName().toString()).filter(name -> !handler.endsWith("." + name));
  }

  // Every check asks, of nearly every call: and most methods are no handler's, whatever counts.
  private static final OncePerFile<Map<MethodTree, Boolean>> MAY_BE =
      new OncePerFile<>(state -> new HashMap<>());

  private static Optional<HandlerCode> ofMethod(
      MethodTree method, ClassTree type, Predicate<MethodSymbol> counts, VisitorState state) {
    boolean mayBe =
        MAY_BE
            .get(state)
            .computeIfAbsent(method, each -> find(each, type, all -> true, state).isPresent());
    return mayBe ? find(method, type, counts, state) : Optional.empty();
  }

  private static Optional<HandlerCode> find(
      MethodTree method, ClassTree type, Predicate<MethodSymbol> counts, VisitorState state) {
    MethodSymbol symbol = ASTHelpers.getSymbol(method);
    if (!counts.test(symbol)) {
      return Optional.empty();
    }
    Optional<Framework> itself = Handlers.of(symbol, state);
    if (itself.isPresent()) {
      return Optional.of(new HandlerCode(method, nameOf(symbol), itself.get(), true));
    }
    return Reach.handlerCalling(symbol, type, counts, state)
        .or(() -> fromSubclass(symbol, type, counts, state))
        .map(found -> new HandlerCode(method, found.name(), found.framework(), false))
        .or(
            () ->
                Handlers.takingMessage(symbol)
                    .map(library -> new HandlerCode(method, nameOf(symbol), library, false)));
  }

  /** A superclass's logic runs for the handlers of its subclasses. */
  private static Optional<Reach.Entry> fromSubclass(
      MethodSymbol method, ClassTree type, Predicate<MethodSymbol> counts, VisitorState state) {
    if (method.isPrivate() || method.owner.isFinal()) {
      return Optional.empty();
    }
    return Reach.subclassHandlerCalling(method, type, counts, state);
  }

  static boolean enclosingMethodCounts(TreePath path, Predicate<MethodSymbol> counts) {
    for (Tree each : path) {
      if (each instanceof MethodTree method && !counts.test(ASTHelpers.getSymbol(method))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The method, or the field of a lambda, that a tree stands in, for people: {@code Billing.on}.
   */
  public static String nameAround(TreePath path) {
    String within = "";
    for (Tree each : path) {
      if (each instanceof MethodTree method) {
        return nameOf(ASTHelpers.getSymbol(method));
      }
      if (each instanceof VariableTree variable) {
        within = "." + variable.getName();
      }
      if (each instanceof ClassTree type) {
        return type.getSimpleName() + within;
      }
    }
    return within;
  }

  /** A method, for people: {@code Billing.on}. */
  public static String nameOf(MethodSymbol method) {
    String type = method.owner.getSimpleName().toString();
    return type.isEmpty()
        ? method.getSimpleName().toString()
        : type + "." + (method.isConstructor() ? "<init>" : method.getSimpleName());
  }
}
