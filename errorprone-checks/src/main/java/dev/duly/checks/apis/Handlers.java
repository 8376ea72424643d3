/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.suppliers.Supplier;
import com.google.errorprone.suppliers.Suppliers;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.tools.javac.code.Flags;
import com.sun.tools.javac.code.Scope.LookupKind;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.code.Symbol.VarSymbol;
import com.sun.tools.javac.code.Type;
import dev.duly.checks.apis.frameworks.Call;
import dev.duly.checks.apis.frameworks.Framework;
import dev.duly.checks.apis.frameworks.Frameworks;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.declarations.OncePerCompilation;
import dev.duly.checks.declarations.Remembered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Which code a broker's message reaches first. */
public final class Handlers {
  private static final String BEAN = "org.springframework.context.annotation.Bean";
  private static final Set<String> FUNCTIONS =
      Set.of("java.util.function.Consumer", "java.util.function.Function");

  /** A method that a broker's message reaches. */
  public static final Matcher<MethodTree> HANDLER =
      (method, state) -> of(ASTHelpers.getSymbol(method), state).isPresent();

  // Asked of the method around every call.
  private static final OncePerCompilation<MethodSymbol, Optional<Framework>> KNOWN =
      new OncePerCompilation<>(Handlers::find);
  private static final OncePerCompilation<Element, List<Annotated>> MEANING =
      new OncePerCompilation<>(Handlers::meaning);
  private static final OncePerCompilation<ClassSymbol, Boolean> DECLARING =
      new OncePerCompilation<>(Handlers::declares);
  private static final OncePerCompilation<ClassSymbol, Boolean> INHERITING =
      new OncePerCompilation<>(Handlers::inherits);
  private static final OncePerCompilation<ClassSymbol, Boolean> HAVING =
      new OncePerCompilation<>(Handlers::has);
  private static final OncePerCompilation<Symbol, Boolean> TAKING =
      new OncePerCompilation<>(Handlers::takes);
  private static final Supplier<Map<Framework, List<Type>>> LISTENERS =
      new Remembered<>(Handlers::listeners);
  private static final Supplier<Type> BEANS = new Remembered<>(Suppliers.typeFromString(BEAN));
  private static final Map<Call, Framework> LISTENING = listening();
  private static final Set<String> LISTENERS_BY_NAME =
      LISTENING.keySet().stream().map(Call::type).collect(Collectors.toUnmodifiableSet());
  private static final Map<String, List<Annotated>> ANNOTATED = handlerAnnotations();
  private static final Map<String, Framework> MESSAGES = messages();

  /** What an annotation on a method means where its class carries another; empty for any class. */
  private record Annotated(Framework framework, String onClass) {}

  /** The library that calls a method with its messages; empty where none does. */
  public static Optional<Framework> of(MethodSymbol method, VisitorState state) {
    // Nothing is kept of those that nothing is said of: they are nearly all.
    return method.getAnnotationMirrors().isEmpty() && !mayInherit(method, state)
        ? Optional.empty()
        : KNOWN.get(method, state);
  }

  /** Whether messages reach a method that a class declares. */
  public static boolean areIn(ClassSymbol type, VisitorState state) {
    return HAVING.get(type, state);
  }

  private static boolean has(ClassSymbol type, VisitorState state) {
    boolean inherits = INHERITING.get(type, state);
    for (Symbol member : type.members().getSymbols(LookupKind.NON_RECURSIVE)) {
      if (member instanceof MethodSymbol method
          && (inherits || !method.getAnnotationMirrors().isEmpty())
          && of(method, state).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayInherit(MethodSymbol method, VisitorState state) {
    return !method.isConstructor()
        && !method.isStatic()
        && INHERITING.get((ClassSymbol) method.owner, state);
  }

  private static Optional<Framework> find(MethodSymbol method, VisitorState state) {
    Optional<Framework> annotated = annotated(method, state);
    if (annotated.isPresent() || !mayInherit(method, state)) {
      return annotated;
    }
    // An annotation, or the listener's own declaration, may stand on what the method overrides.
    return ASTHelpers.findSuperMethods(method, state.getTypes()).stream()
        .flatMap(above -> Stream.concat(annotated(above, state).stream(), listens(above).stream()))
        .findFirst();
  }

  /** Whether anything above a class says of a method that messages reach it; most say nothing. */
  private static boolean inherits(ClassSymbol type, VisitorState state) {
    return state.getTypes().closure(type.type).stream()
        .map(above -> (ClassSymbol) above.tsym)
        .anyMatch(above -> !above.equals(type) && DECLARING.get(above, state));
  }

  private static boolean declares(ClassSymbol type, VisitorState state) {
    if (LISTENERS_BY_NAME.contains(type.getQualifiedName().toString())) {
      return true;
    }
    for (Symbol member : type.members().getSymbols(LookupKind.NON_RECURSIVE)) {
      if (member instanceof MethodSymbol method && annotated(method, state).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a lambda or a method reference is of a type that takes messages; most are not. */
  public static boolean mayTake(Tree function, VisitorState state) {
    Type target = ASTHelpers.getType(function);
    return target != null && TAKING.get(target.tsym, state);
  }

  private static boolean takes(Symbol type, VisitorState state) {
    return mayBeBean(type, state)
        || LISTENERS.get(state).values().stream()
            .anyMatch(types -> isAnyOf(type.type, types, state));
  }

  /** The library that calls a lambda or a method reference with its messages. */
  public static Optional<Framework> ofFunction(TreePath function, VisitorState state) {
    Type target = ASTHelpers.getType(function.getLeaf());
    if (target == null) {
      return Optional.empty();
    }
    for (Map.Entry<Framework, List<Type>> each : LISTENERS.get(state).entrySet()) {
      if (isAnyOf(target, each.getValue(), state)
          || isBean(function, target, each.getKey(), state)) {
        return Optional.of(each.getKey());
      }
    }
    return Optional.empty();
  }

  /**
   * The library whose message a private or protected method takes: it is handler code wherever its
   * handler stands.
   */
  public static Optional<Framework> takingMessage(MethodSymbol method) {
    if ((method.flags() & (Flags.PRIVATE | Flags.PROTECTED)) == 0) {
      return Optional.empty();
    }
    for (VarSymbol parameter : method.getParameters()) {
      Framework framework = MESSAGES.get(parameter.type.tsym.getQualifiedName().toString());
      if (framework != null) {
        return Optional.of(framework);
      }
    }
    return Optional.empty();
  }

  /** A handler declared with Duly's own annotation. */
  public static boolean isOfDuly(Element method) {
    return Annotations.has(method, Vocabulary.MESSAGE_HANDLER);
  }

  private static Optional<Framework> annotated(MethodSymbol method, VisitorState state) {
    if (method.getAnnotationMirrors().isEmpty()) {
      return Optional.empty();
    }
    for (AnnotationMirror annotation : method.getAnnotationMirrors()) {
      for (Annotated each : MEANING.get(annotation.getAnnotationType().asElement(), state)) {
        if (classCarries(each.onClass, method, state)) {
          return Optional.of(each.framework);
        }
      }
    }
    return Optional.empty();
  }

  /** What an annotation, or one that it carries itself, means on a method; nothing for most. */
  private static List<Annotated> meaning(Element annotation, VisitorState state) {
    return MetaAnnotations.reachedFrom((TypeElement) annotation, state).stream()
        .flatMap(name -> ANNOTATED.getOrDefault(name, List.of()).stream())
        .toList();
  }

  private static Map<String, List<Annotated>> handlerAnnotations() {
    Map<String, List<Annotated>> annotations = new HashMap<>();
    for (Framework framework : Frameworks.ALL) {
      framework
          .handlerAnnotations()
          .forEach(
              (name, onClass) ->
                  annotations
                      .computeIfAbsent(name, none -> new ArrayList<>())
                      .add(new Annotated(framework, onClass)));
    }
    return annotations;
  }

  private static boolean classCarries(String annotation, MethodSymbol method, VisitorState state) {
    return annotation.isEmpty() || MetaAnnotations.of(method.owner, state).contains(annotation);
  }

  private static Optional<Framework> listens(MethodSymbol method) {
    String owner = method.owner.getQualifiedName().toString();
    String name = method.getSimpleName().toString();
    return Optional.ofNullable(LISTENING.get(new Call(owner, name)));
  }

  private static Map<Call, Framework> listening() {
    Map<Call, Framework> listening = new HashMap<>();
    for (Framework framework : Frameworks.ALL) {
      framework.listeners().forEach(call -> listening.putIfAbsent(call, framework));
    }
    return listening;
  }

  private static Map<String, Framework> messages() {
    Map<String, Framework> messages = new HashMap<>();
    for (Framework framework : Frameworks.ALL) {
      framework.messages().forEach(type -> messages.putIfAbsent(type, framework));
    }
    return messages;
  }

  /** The listeners' types that are on the class path. */
  private static Map<Framework, List<Type>> listeners(VisitorState state) {
    Map<Framework, List<Type>> types = new LinkedHashMap<>();
    for (Framework framework : Frameworks.ALL) {
      types.put(
          framework,
          framework.listeners().stream()
              .map(listener -> state.getTypeFromString(listener.type()))
              .filter(Objects::nonNull)
              .toList());
    }
    return types;
  }

  private static boolean isAnyOf(Type target, List<Type> listeners, VisitorState state) {
    for (Type listener : listeners) {
      if (ASTHelpers.isSubtype(target, listener, state)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBeBean(Symbol type, VisitorState state) {
    return FUNCTIONS.contains(type.getQualifiedName().toString())
        && BEANS.get(state) != null
        && Frameworks.ALL.stream()
            .flatMap(framework -> framework.functionBeansWith().stream())
            .anyMatch(with -> ClassPath.has(with, state));
  }

  private static boolean isBean(
      TreePath function, Type target, Framework framework, VisitorState state) {
    return framework.functionBeansWith().isPresent()
        && FUNCTIONS.contains(target.tsym.getQualifiedName().toString())
        && isReturnedByBean(function, state)
        && ClassPath.has(framework.functionBeansWith().get(), state);
  }

  private static boolean isReturnedByBean(TreePath function, VisitorState state) {
    TreePath parent = function.getParentPath();
    while (parent.getLeaf() instanceof ExpressionTree
        && !(parent.getLeaf() instanceof LambdaExpressionTree)) {
      parent = parent.getParentPath();
    }
    return parent.getLeaf() instanceof ReturnTree
        && parent.getParentPath().getParentPath().getLeaf() instanceof MethodTree method
        && MetaAnnotations.of(ASTHelpers.getSymbol(method), state).contains(BEAN);
  }

  private Handlers() {}
}
