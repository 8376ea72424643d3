/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** What all readers ask of the compiler. */
public final class Lookup {
  private final Elements elements;
  private final Types types;

  public Lookup(ProcessingEnvironment environment) {
    this.elements = environment.getElementUtils();
    this.types = environment.getTypeUtils();
  }

  Elements elements() {
    return elements;
  }

  Types types() {
    return types;
  }

  /** The class of that name as it is now; null if there is none. */
  public @Nullable TypeElement type(String qualifiedName) {
    return elements.getTypeElement(qualifiedName);
  }

  Optional<AnnotationView> annotation(Element element, String name) {
    return element.getAnnotationMirrors().stream()
        .filter(mirror -> isNamed(mirror.getAnnotationType(), name))
        .findFirst()
        .map(mirror -> view(element, mirror));
  }

  AnnotationView view(Element element, AnnotationMirror mirror) {
    return new AnnotationView(element, mirror, elements.getElementValuesWithDefaults(mirror));
  }

  boolean has(Element element, String annotation) {
    return annotation(element, annotation).isPresent();
  }

  boolean isNamed(@Nullable TypeMirror type, String qualifiedName) {
    TypeElement element = declared(type);
    return element != null && element.getQualifiedName().contentEquals(qualifiedName);
  }

  /** The class of a type; null for primitives, arrays, variables and classes that do not exist. */
  @Nullable TypeElement declared(@Nullable TypeMirror type) {
    return type != null
            && type.getKind() == TypeKind.DECLARED
            && ((DeclaredType) type).asElement() instanceof TypeElement element
        ? element
        : null;
  }

  List<? extends TypeMirror> arguments(TypeMirror type) {
    return type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
  }

  /** The class behind a type; null where {@link #declared} is. */
  @Nullable TypeRef ref(@Nullable TypeMirror type) {
    TypeElement element = declared(type);
    return element == null ? null : ref(element);
  }

  public TypeRef ref(TypeElement type) {
    List<String> names = new ArrayList<>();
    nest(type).forEach(element -> names.add(0, element.getSimpleName().toString()));
    return new TypeRef(elements.getPackageOf(type).getQualifiedName().toString(), names);
  }

  /** The class and the classes around it, from the inside. */
  private static List<TypeElement> nest(TypeElement type) {
    List<TypeElement> nest = new ArrayList<>();
    for (Element current = type;
        current instanceof TypeElement element;
        current = current.getEnclosingElement()) {
      nest.add(element);
    }
    return nest;
  }

  /** The type's name without packages, the way it stands in the source. */
  String show(@Nullable TypeMirror type) {
    if (type == null) {
      return "?";
    }
    if (type instanceof ArrayType array) {
      return show(array.getComponentType()) + "[]";
    }
    if (type instanceof WildcardType wildcard) {
      return wildcard.getExtendsBound() == null
          ? "?"
          : "? extends " + show(wildcard.getExtendsBound());
    }
    if (type instanceof TypeVariable variable) {
      return variable.asElement().getSimpleName().toString();
    }
    if (type instanceof DeclaredType declared) {
      String name = declared.asElement().getSimpleName().toString();
      List<String> arguments = arguments(type).stream().map(this::show).toList();
      return arguments.isEmpty() ? name : name + "<" + String.join(", ", arguments) + ">";
    }
    return type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID
        ? type.getKind().name().toLowerCase(Locale.ROOT)
        : type.toString();
  }

  /** The names of the classes in {@code type} that do not exist. */
  List<String> unresolved(@Nullable TypeMirror type) {
    if (type == null) {
      return List.of("a class in an annotation");
    }
    if (type.getKind() == TypeKind.ERROR) {
      return List.of(show(type));
    }
    if (type instanceof ArrayType array) {
      return unresolved(array.getComponentType());
    }
    return arguments(type).stream().flatMap(argument -> unresolved(argument).stream()).toList();
  }

  /** The methods without parameters that give a value, inherited ones included. */
  List<ExecutableElement> accessors(TypeElement type) {
    return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
        .filter(method -> method.getParameters().isEmpty())
        .filter(method -> method.getReturnType().getKind() != TypeKind.VOID)
        .filter(method -> !method.getModifiers().contains(Modifier.STATIC))
        .filter(method -> !method.getModifiers().contains(Modifier.PRIVATE))
        .filter(method -> !isOfObject(method))
        .toList();
  }

  private static boolean isOfObject(ExecutableElement method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && owner.getQualifiedName().contentEquals("java.lang.Object");
  }

  /** The accessor of {@code property}: {@code x()}, {@code getX()} or {@code isX()}. */
  Optional<ExecutableElement> accessor(TypeElement type, String property) {
    if (property.isEmpty()) {
      return Optional.empty();
    }
    String capital = Character.toUpperCase(property.charAt(0)) + property.substring(1);
    for (String name : List.of(property, "get" + capital, "is" + capital)) {
      for (ExecutableElement accessor : accessors(type)) {
        if (accessor.getSimpleName().contentEquals(name)) {
          return Optional.of(accessor);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether {@code type} cannot be named from other classes of its package. */
  boolean isPrivate(TypeElement type) {
    return nest(type).stream()
        .anyMatch(element -> element.getModifiers().contains(Modifier.PRIVATE));
  }

  /** Whether {@code type} can be named from every package. */
  boolean isPublic(TypeElement type) {
    return nest(type).stream()
        .allMatch(element -> element.getModifiers().contains(Modifier.PUBLIC));
  }

  boolean isInner(TypeElement type) {
    return nest(type).size() > 1
        && type.getKind() == ElementKind.CLASS
        && !type.getModifiers().contains(Modifier.STATIC);
  }
}
