/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import static com.google.errorprone.matchers.Description.NO_MATCH;

import com.google.errorprone.VisitorState;
import com.google.errorprone.fixes.SuggestedFix;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.ClassSymbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import dev.duly.checks.apis.Handlers;
import dev.duly.checks.apis.Vocabulary;
import dev.duly.checks.declarations.Annotations;
import dev.duly.checks.declarations.Compilation;
import dev.duly.checks.declarations.Contract;
import dev.duly.checks.declarations.FileIndex;
import dev.duly.checks.declarations.HandledMessages;
import dev.duly.checks.declarations.LikelyKeys;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A message without a key that one of its handlers needs. One finding a message, and it stands
 * where the change goes: at the message when its source is compiled here (a fix can only change the
 * file it is found in), otherwise at the handler.
 */
abstract class MissingKey extends SelectiveCheck {
  private static final long serialVersionUID = 1L;

  @Override
  boolean concerns(VisitorState state) {
    return FileIndex.of(state).hasAnnotation(Vocabulary.MESSAGE)
        || FileIndex.of(state).hasAnnotation(Vocabulary.MESSAGE_HANDLER);
  }

  @Override
  final void look(TreesOf file) {
    file.each(MethodTree.class, this::matchMethod);
    file.each(ClassTree.class, this::matchClass);
  }

  private final String keyAnnotation;

  MissingKey(String keyAnnotation) {
    this.keyAnnotation = keyAnnotation;
  }

  /** Whether the message says itself that it has the key or needs none. */
  abstract boolean settled(Contract contract);

  /** Whether the handler says that it does not need the key. */
  abstract boolean excuses(ExecutableElement handler);

  abstract List<VariableTree> likelyKeys(LikelyKeys message);

  /** What is lost and when, and the change to make. */
  abstract String explain(Finding finding);

  /**
   * @param message the message's simple name
   * @param handler the handler that needs the key, empty where none is compiled here
   * @param likely the likely key as it should be declared, empty where no name is plain
   * @param onTheClass whether the message's class carries its declaration
   */
  record Finding(
      String message, Optional<String> handler, Optional<String> likely, boolean onTheClass) {}

  private Description matchClass(ClassTree tree, VisitorState state) {
    ClassSymbol message = ASTHelpers.getSymbol(tree);
    if (!Annotations.has(message, Vocabulary.MESSAGE) || Exclusions.apply(message, state)) {
      return NO_MATCH;
    }
    if (settled(Contract.declaredOn(message)) || reasoned(message)) {
      return NO_MATCH;
    }
    List<ExecutableElement> handlers = Compilation.handlersOf(message, state);
    Optional<ExecutableElement> needy =
        handlers.stream().filter(handler -> !excused(handler, state)).findFirst();
    if (needy.isEmpty() && !handlers.isEmpty()) {
      return NO_MATCH;
    }
    List<VariableTree> keys = likelyKeys(LikelyKeys.in(tree));
    Optional<String> likely =
        keys.stream()
            .findFirst()
            .map(key -> "@" + simpleName() + " " + state.getSourceForNode(key));
    Description.Builder description =
        buildDescription(tree)
            .setMessage(
                explain(
                    new Finding(
                        message.getSimpleName().toString(),
                        needy.map(MissingKey::nameOf),
                        likely,
                        true)));
    return keys.isEmpty() ? description.build() : description.addFix(annotate(keys)).build();
  }

  private Description matchMethod(MethodTree tree, VisitorState state) {
    MethodSymbol handler = ASTHelpers.getSymbol(tree);
    if (!Handlers.isOfDuly(handler)) {
      return NO_MATCH;
    }
    if (excuses(handler) || Exclusions.apply(handler, state)) {
      return NO_MATCH;
    }
    return HandledMessages.of(handler).stream()
        .filter(message -> !reportedAtMessage(message, state))
        .flatMap(message -> Contract.of(message, state).stream())
        .filter(contract -> !settled(contract) && !reasoned(contract.message()))
        .findFirst()
        .map(contract -> describe(tree, handler, contract))
        .orElse(NO_MATCH);
  }

  private Description describe(MethodTree tree, MethodSymbol handler, Contract contract) {
    return buildDescription(tree)
        .setMessage(
            explain(
                new Finding(
                    contract.message().getSimpleName().toString(),
                    Optional.of(nameOf(handler)),
                    Optional.empty(),
                    contract.onTheClass())))
        .build();
  }

  private boolean excused(ExecutableElement handler, VisitorState state) {
    if (excuses(handler)) {
      return true;
    }
    for (Symbol each = (Symbol) handler; each != null; each = each.getEnclosingElement()) {
      if (isSuppressed(each, state)) {
        return true;
      }
    }
    return false;
  }

  private static boolean reasoned(TypeElement message) {
    return Annotations.givesReason(message, Vocabulary.BEST_EFFORT);
  }

  private static boolean reportedAtMessage(TypeElement message, VisitorState state) {
    return Annotations.has(message, Vocabulary.MESSAGE)
        && Compilation.has(message, state)
        && !Exclusions.apply(message, state);
  }

  private SuggestedFix annotate(List<VariableTree> keys) {
    SuggestedFix.Builder fix = SuggestedFix.builder().addImport(keyAnnotation);
    keys.forEach(key -> fix.prefixWith(key, "@" + simpleName() + " "));
    return fix.build();
  }

  private String simpleName() {
    return keyAnnotation.substring(keyAnnotation.lastIndexOf('.') + 1);
  }

  private static String nameOf(ExecutableElement handler) {
    return ((MethodSymbol) handler).owner.getSimpleName() + "." + handler.getSimpleName();
  }
}
