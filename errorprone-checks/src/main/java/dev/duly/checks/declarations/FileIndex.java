/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.declarations;

import com.google.errorprone.VisitorState;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import com.sun.tools.javac.code.Symbol;
import com.sun.tools.javac.code.Symbol.MethodSymbol;
import com.sun.tools.javac.util.Name;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file has of the trees that the checks begin at. There are more calls than anything else,
 * and most checks have nothing to say of most files: one walk tells all of them.
 */
public final class FileIndex {
  private static final OncePerFile<FileIndex> OF_FILE =
      new OncePerFile<>(state -> of(state.getPath().getCompilationUnit()));

  private final Map<ClassTree, List<Tree>> functions = new LinkedHashMap<>();
  private final Map<Name, List<MethodSymbol>> called = new HashMap<>();
  private boolean hasFunctions;
  private final Set<String> annotations = new HashSet<>();

  private FileIndex() {}

  /** Of the file at hand. */
  public static FileIndex of(VisitorState state) {
    return OF_FILE.get(state);
  }

  /** Of a part of any file. */
  public static FileIndex of(Tree tree) {
    FileIndex index = new FileIndex();
    index.new Walk().scan(tree, null);
    return index;
  }

  /** All classes, the innermost too. */
  public Set<ClassTree> classes() {
    return functions.keySet();
  }

  /**
   * The lambdas of a class, and the references to its own methods. Each counts for the innermost
   * class around it. Empty for a class that is not here.
   */
  public List<Tree> functionsOf(ClassTree type) {
    return functions.getOrDefault(type, List.of());
  }

  /** Whether any class has {@linkplain #functionsOf functions}. */
  public boolean hasFunctions() {
    return hasFunctions;
  }

  /** The methods and constructors that are called or referred to, by their names. */
  public Map<Name, List<MethodSymbol>> called() {
    return called;
  }

  /** Whether an annotation is written anywhere, by its qualified name. */
  public boolean hasAnnotation(String name) {
    return annotations.contains(name);
  }

  /** Whether an annotation by which Error Prone may pass over code is written anywhere. */
  public boolean maySuppress() {
    return annotations.stream()
        .anyMatch(name -> name.endsWith("SuppressWarnings") || name.endsWith("Generated"));
  }

  /** Whether a receiver is the object itself. */
  public static boolean isThis(ExpressionTree receiver) {
    return receiver instanceof IdentifierTree name
        && (name.getName().contentEquals("this") || name.getName().contentEquals("super"));
  }

  private final class Walk extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final Deque<ClassTree> around = new ArrayDeque<>();

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
      functions.put(type, List.of());
      around.push(type);
      scan(type.getModifiers(), null);
      scan(type.getMembers(), null);
      around.pop();
      return null;
    }

    // Neither calls nor functions stand in types, which are a good part of all trees.

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void unused) {
      scan(method.getModifiers(), null);
      scan(method.getParameters(), null);
      return scan(method.getBody(), null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree variable, @Nullable Void unused) {
      scan(variable.getModifiers(), null);
      return scan(variable.getInitializer(), null);
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void unused) {
      return null;
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree annotation, @Nullable Void unused) {
      Symbol type = ASTHelpers.getSymbol(annotation.getAnnotationType());
      if (type != null) {
        annotations.add(type.getQualifiedName().toString());
      }
      // Others stand in the arguments of some.
      return scan(annotation.getArguments(), null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(
        LambdaExpressionTree lambda, @Nullable Void unused) {
      addFunction(lambda);
      return super.visitLambdaExpression(lambda, null);
    }

    @Override
    public @Nullable Void visitMemberReference(
        MemberReferenceTree reference, @Nullable Void unused) {
      addCalled(ASTHelpers.getSymbol(reference));
      if (isThis(reference.getQualifierExpression())) {
        addFunction(reference);
      }
      return super.visitMemberReference(reference, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
      addCalled(ASTHelpers.getSymbol(call));
      scan(call.getMethodSelect(), null);
      return scan(call.getArguments(), null);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree creation, @Nullable Void unused) {
      addCalled(ASTHelpers.getSymbol(creation));
      scan(creation.getEnclosingExpression(), null);
      scan(creation.getArguments(), null);
      return scan(creation.getClassBody(), null);
    }

    private void addCalled(MethodSymbol method) {
      // Few have a name in common.
      List<MethodSymbol> named =
          called.computeIfAbsent(method.getSimpleName(), name -> new ArrayList<>(2));
      if (!named.contains(method)) {
        named.add(method);
      }
    }

    private void addFunction(Tree function) {
      ClassTree type = around.peek();
      if (type != null) {
        hasFunctions = true;
        List<Tree> known = functions.get(type);
        if (known == null || known.isEmpty()) {
          known = new ArrayList<>();
          functions.put(type, known);
        }
        known.add(function);
      }
    }
  }
}
