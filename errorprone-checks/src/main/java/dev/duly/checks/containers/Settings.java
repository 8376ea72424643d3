/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.containers;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import dev.duly.checks.apis.JmsContainers;
import dev.duly.checks.apis.Logging;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a method does to a container or factory that it has made. */
public final class Settings extends TreePathScanner<@Nullable Void, @Nullable Void> {
  private final Symbol variable;
  private final VisitorState state;
  private final List<ExpressionTree> withoutEffect = new ArrayList<>();
  private boolean acknowledgesLater;
  private boolean toTopic;
  private boolean toDurableTopic;
  private boolean givenAway;
  private boolean started;
  private boolean returned;

  private Settings(Symbol variable, VisitorState state) {
    this.variable = variable;
    this.state = state;
  }

  /**
   * Reads the uses of a local variable, up to the call that starts it, and what an anonymous class
   * calls on itself.
   *
   * @param method where it is used
   */
  public static Settings of(
      Symbol variable, NewClassTree creation, TreePath method, VisitorState state) {
    Settings settings = ofItself(variable, creation, state);
    settings.scan(method, null);
    return settings;
  }

  /** Of one that is returned as it was made. */
  public static Settings ofReturned(NewClassTree creation, VisitorState state) {
    Settings settings = ofItself(ASTHelpers.getSymbol(creation), creation, state);
    settings.returned = true;
    return settings;
  }

  private static Settings ofItself(Symbol variable, NewClassTree creation, VisitorState state) {
    Settings settings = new Settings(variable, state);
    new TreeScanner<@Nullable Void, @Nullable Void>() {
      @Override
      public @Nullable Void visitMethodInvocation(
          MethodInvocationTree call, @Nullable Void unused) {
        if (call.getMethodSelect() instanceof IdentifierTree name) {
          settings.read(name.getName().toString(), call.getArguments());
        }
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
        // What it overrides may set anything.
        settings.givenAway |= !ASTHelpers.getSymbol(method).isConstructor();
        return super.visitMethod(method, null);
      }
    }.scan(creation.getClassBody(), null);
    return settings;
  }

  /** Whether a message is acknowledged first, and nobody else can have changed that. */
  public boolean loses(boolean inBean) {
    return !acknowledgesLater
        && !givenAway
        && (!toTopic || toDurableTopic)
        && (started || (returned && inBean));
  }

  /** An argument that was to make a container acknowledge later and says no. */
  public Optional<ExpressionTree> refused() {
    return withoutEffect.stream()
        .filter(argument -> Boolean.FALSE.equals(ASTHelpers.constValue(argument)))
        .findFirst();
  }

  @Override
  public @Nullable Void visitIdentifier(IdentifierTree name, @Nullable Void unused) {
    if (!variable.equals(ASTHelpers.getSymbol(name)) || started) {
      return null;
    }
    TreePath parent = getCurrentPath().getParentPath();
    Tree child = name;
    while (parent.getLeaf() instanceof ParenthesizedTree) {
      child = parent.getLeaf();
      parent = parent.getParentPath();
    }
    Tree use = parent.getLeaf();
    if (use instanceof ReturnTree) {
      returned = true;
    } else if (use instanceof MemberReferenceTree reference) {
      read(reference.getName().toString(), List.of());
    } else if (parent.getParentPath().getLeaf() instanceof MethodInvocationTree call
        && use.equals(call.getMethodSelect())) {
      read(ASTHelpers.getSymbol(call).getSimpleName().toString(), call.getArguments());
      started |= JmsContainers.STARTS.matches(call, state);
    } else if (!isTarget(use, child) && !isLogged(use)) {
      givenAway = true;
    }
    return null;
  }

  private void read(String setter, List<? extends ExpressionTree> arguments) {
    List<Object> unchanged = JmsContainers.UNCHANGED_BY.get(setter);
    if (unchanged != null) {
      boolean hasEffect = arguments.isEmpty() || !isOneOf(arguments.get(0), unchanged);
      acknowledgesLater |= hasEffect;
      if (!hasEffect) {
        withoutEffect.add(arguments.get(0));
      }
    } else if (setter.equals(JmsContainers.TO_TOPIC)) {
      toTopic |= arguments.isEmpty() || !isOneOf(arguments.get(0), List.of(false));
    } else if (setter.equals(JmsContainers.TO_DURABLE_TOPIC)) {
      toDurableTopic |= arguments.isEmpty() || !isOneOf(arguments.get(0), List.of(false));
    }
  }

  private static boolean isOneOf(ExpressionTree argument, List<Object> values) {
    Object value = ASTHelpers.constValue(argument);
    return argument.getKind() == Tree.Kind.NULL_LITERAL
        || (value != null && values.contains(value));
  }

  private static boolean isTarget(Tree use, Tree child) {
    return use instanceof AssignmentTree assignment && assignment.getVariable().equals(child);
  }

  private boolean isLogged(Tree use) {
    return use instanceof ExpressionTree call && Logging.LOG_OR_RECORD.matches(call, state);
  }
}
