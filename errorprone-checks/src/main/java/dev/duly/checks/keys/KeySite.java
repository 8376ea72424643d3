/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.keys;

import static dev.duly.checks.apis.Vocabulary.IDEMPOTENCY_KEY;
import static dev.duly.checks.apis.Vocabulary.PARTITION_KEY;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.ClassPath;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.declarations.OncePerCompilation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose value becomes a key.
 *
 * @param expression the expression
 * @param key the simple name of the component, field or accessor that holds the key
 * @param identity whether it is an idempotency key; otherwise a partition key
 * @param within the method around the expression, null in a field's initialiser
 */
public record KeySite(
    ExpressionTree expression, String key, boolean identity, @Nullable MethodTree within) {

  private static final OncePerCompilation<Element, Map<String, Boolean>> KEYS =
      new OncePerCompilation<>((type, state) -> keysOf(type));

  /** What the class itself says its keys are: accessors, constructors, initialised fields. */
  public static List<KeySite> declaredIn(ClassTree tree, VisitorState state) {
    Map<String, Boolean> keys = keysOf(ASTHelpers.getSymbol(tree), state);
    if (keys.isEmpty()) {
      return List.of();
    }
    Collector collector = new Collector(keys);
    tree.getMembers().forEach(collector::member);
    return collector.sites;
  }

  /** The arguments of a constructor call that become keys of the new message. */
  public static List<KeySite> argumentsOf(
      NewClassTree tree, @Nullable MethodTree within, VisitorState state) {
    MethodSymbol constructor = ASTHelpers.getSymbol(tree);
    if (tree.getArguments().isEmpty()) {
      return List.of();
    }
    Map<String, Boolean> keys = keysOf(constructor.owner, state);
    return keys.isEmpty() ? List.of() : arguments(constructor, tree.getArguments(), keys, within);
  }

  private static List<KeySite> arguments(
      MethodSymbol constructor,
      List<? extends ExpressionTree> arguments,
      Map<String, Boolean> keys,
      @Nullable MethodTree within) {
    List<KeySite> sites = new ArrayList<>();
    List<String> names = parameterNames(constructor);
    for (int i = 0; i < Math.min(names.size(), arguments.size()); i++) {
      Boolean identity = keys.get(names.get(i));
      if (identity != null) {
        sites.add(new KeySite(arguments.get(i), names.get(i), identity, within));
      }
    }
    return sites;
  }

  /** A class file may have lost the names of parameters; a record's components keep theirs. */
  private static List<String> parameterNames(MethodSymbol constructor) {
    List<? extends Element> components = ((TypeElement) constructor.owner).getRecordComponents();
    List<? extends Element> names =
        components.size() == constructor.getParameters().size()
            ? components
            : constructor.getParameters();
    return names.stream().map(each -> each.getSimpleName().toString()).toList();
  }

  /** Names of key members; true for an idempotency key, which wins where a member is both. */
  private static Map<String, Boolean> keysOf(Element type, VisitorState state) {
    return ClassPath.hasDuly(state) ? KEYS.get(type, state) : Map.of();
  }

  private static Map<String, Boolean> keysOf(Element type) {
    Map<String, Boolean> keys = new HashMap<>();
    for (Element member : type.getEnclosedElements()) {
      if (Annotations.has(member, IDEMPOTENCY_KEY)) {
        keys.put(member.getSimpleName().toString(), true);
      } else if (Annotations.has(member, PARTITION_KEY)) {
        keys.putIfAbsent(member.getSimpleName().toString(), false);
      }
    }
    return keys;
  }

  private static final class Collector extends TreeScanner<@Nullable Void, @Nullable MethodTree> {
    private final Map<String, Boolean> keys;
    private final List<KeySite> sites = new ArrayList<>();

    Collector(Map<String, Boolean> keys) {
      this.keys = keys;
    }

    void member(Tree member) {
      if (member instanceof VariableTree field) {
        add(field.getInitializer(), field.getName().toString(), null);
      } else if (member instanceof MethodTree method
          && (isConstructor(method) || isKeyAccessor(method))) {
        scan(method.getBody(), method);
      }
    }

    @Override
    public @Nullable Void visitReturn(ReturnTree tree, @Nullable MethodTree within) {
      if (within != null && !isConstructor(within)) {
        add(tree.getExpression(), within.getName().toString(), within);
      }
      return null;
    }

    @Override
    public @Nullable Void visitAssignment(AssignmentTree tree, @Nullable MethodTree within) {
      Symbol assigned = ASTHelpers.getSymbol(tree.getVariable());
      // A compact constructor assigns its parameters, others the fields.
      if (assigned != null && within != null && isConstructor(within)) {
        add(tree.getExpression(), assigned.getSimpleName().toString(), within);
      }
      return null;
    }

    @Override
    public @Nullable Void visitMethodInvocation(
        MethodInvocationTree call, @Nullable MethodTree within) {
      MethodSymbol called = ASTHelpers.getSymbol(call);
      if (called.isConstructor() && call.getMethodSelect().toString().equals("this")) {
        sites.addAll(arguments(called, call.getArguments(), keys, within));
      }
      return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree tree, @Nullable MethodTree within) {
      return null;
    }

    @Override
    public @Nullable Void visitLambdaExpression(
        LambdaExpressionTree tree, @Nullable MethodTree within) {
      return null;
    }

    private void add(@Nullable ExpressionTree value, String name, @Nullable MethodTree within) {
      Boolean identity = keys.get(name);
      if (value != null && identity != null) {
        sites.add(new KeySite(value, name, identity, within));
      }
    }

    private boolean isKeyAccessor(MethodTree method) {
      return method.getParameters().isEmpty() && keys.containsKey(method.getName().toString());
    }

    private static boolean isConstructor(MethodTree method) {
      return ASTHelpers.getSymbol(method).isConstructor();
    }
  }
}
