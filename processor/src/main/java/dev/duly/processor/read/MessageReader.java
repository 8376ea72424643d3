/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.Declared;
import dev.duly.processor.model.KeyPart;
import dev.duly.processor.model.MessageKind;
import dev.duly.processor.model.MessageModel;
import dev.duly.processor.model.MessageModel.MissingAccessor;
import dev.duly.processor.model.MessageModel.TimeAccessor;
import dev.duly.processor.model.MessageRef;
import dev.duly.processor.model.Place;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads {@code @Message} and {@code @MessageFor}. */
public final class MessageReader {
  private final Lookup lookup;
  private final KeyReader keys;
  private final MessageShape shape;

  public MessageReader(Lookup lookup) {
    this.lookup = lookup;
    this.keys = new KeyReader(lookup);
    this.shape = new MessageShape(lookup);
  }

  /** The message declared by {@code @Message} on {@code type}. */
  public MessageModel read(TypeElement type) {
    AnnotationView message = lookup.annotation(type, Vocabulary.MESSAGE).orElseThrow();
    Collected collected = new Collected(type);
    collected.annotated(Vocabulary.IDEMPOTENCY_KEY, collected.idempotencyKey);
    collected.annotated(Vocabulary.PARTITION_KEY, collected.partitionKey);
    collected.times();
    collected.sensitive();
    Declared<String> unordered =
        lookup
            .annotation(type, Vocabulary.UNORDERED)
            .map(annotation -> annotation.text("because"))
            .orElse(null);
    TypeRef contract = lookup.ref(type).companion("_Message");
    return model(message, type, Place.of(type), contract, unordered, collected, false);
  }

  /** The messages declared by {@code @MessageFor} on a class or package. */
  public List<MessageModel> readForeign(Element element) {
    List<MessageModel> models = new ArrayList<>();
    for (AnnotationView annotation : foreign(element)) {
      TypeElement type = lookup.declared(annotation.type("type"));
      if (type != null) {
        models.add(readForeign(element, annotation, type));
      }
    }
    return models;
  }

  /** The names of classes in {@code @MessageFor} on {@code element} that do not exist. */
  public Set<String> unresolvedForeign(Element element) {
    Set<String> names = new TreeSet<>();
    for (AnnotationView annotation : foreign(element)) {
      names.addAll(lookup.unresolved(annotation.type("type")));
    }
    return names;
  }

  private List<AnnotationView> foreign(Element element) {
    List<AnnotationView> views = new ArrayList<>();
    lookup.annotation(element, Vocabulary.MESSAGE_FOR).ifPresent(views::add);
    lookup
        .annotation(element, Vocabulary.MESSAGES_FOR)
        .ifPresent(
            container -> {
              for (AnnotationMirror mirror : container.annotations("value")) {
                views.add(lookup.view(element, mirror));
              }
            });
    return views;
  }

  private MessageModel readForeign(Element element, AnnotationView annotation, TypeElement type) {
    Collected collected = new Collected(type);
    collected.named(annotation, "idempotencyKey", collected.idempotencyKey);
    collected.named(annotation, "partitionKey", collected.partitionKey);
    Declared<String> time = annotation.text("occurredAt");
    if (!time.value().isEmpty()) {
      collected.find(time).ifPresent(accessor -> collected.time(accessor, time.place()));
    }
    for (Declared<String> name : annotation.texts("sensitive")) {
      collected
          .find(name)
          .ifPresent(accessor -> collected.sensitive.add(accessor.getSimpleName().toString()));
    }
    Declared<String> because = annotation.text("unorderedBecause");
    Declared<String> unordered = because.value().isEmpty() ? null : because;
    String home = lookup.elements().getPackageOf(element).getQualifiedName().toString();
    TypeRef contract = lookup.ref(type).companionIn(home, "_Message");
    return model(annotation, type, annotation.place(), contract, unordered, collected, true);
  }

  private MessageModel model(
      AnnotationView annotation,
      TypeElement type,
      Place place,
      TypeRef contract,
      @Nullable Declared<String> unordered,
      Collected collected,
      boolean foreign) {
    Declared<String> channel = annotation.text("channel");
    Declared<String> id = annotation.text("id");
    if (id.value().isEmpty()) {
      id = new Declared<>(Kebab.of(type.getSimpleName().toString()), place);
    }
    TypeMirror reply = shape.reply(type);
    collected.unresolved.addAll(reply == null ? List.of() : lookup.unresolved(reply));
    MessageRef ref =
        new MessageRef(
            lookup.ref(type),
            contract,
            channel.value(),
            id.value(),
            kind(annotation),
            reply == null || !lookup.arguments(reply).isEmpty() ? null : lookup.ref(reply),
            !collected.idempotencyKey.isEmpty(),
            !collected.partitionKey.isEmpty());
    return new MessageModel(
        ref,
        place,
        foreign,
        shape.flaws(type, foreign ? contract.packageName() : null),
        channel,
        id,
        annotation.integer("version"),
        List.copyOf(collected.idempotencyKey.values()),
        List.copyOf(collected.partitionKey.values()),
        collected.times,
        unordered,
        List.copyOf(collected.sensitive),
        shape.isRequest(type),
        collected.missing,
        collected.unresolved);
  }

  private static MessageKind kind(AnnotationView annotation) {
    return switch (annotation.constant("kind").value()) {
      case "COMMAND" -> MessageKind.COMMAND;
      case "REQUEST" -> MessageKind.REQUEST;
      default -> MessageKind.EVENT;
    };
  }

  /** What was found in one class, in the order of its declaration. */
  private final class Collected {
    private final TypeElement type;
    private final Map<String, KeyPart> idempotencyKey = new LinkedHashMap<>();
    private final Map<String, KeyPart> partitionKey = new LinkedHashMap<>();
    private final List<TimeAccessor> times = new ArrayList<>();
    private final Set<String> sensitive = new TreeSet<>();
    private final List<MissingAccessor> missing = new ArrayList<>();
    private final Set<String> unresolved = new TreeSet<>();

    Collected(TypeElement type) {
      this.type = type;
    }

    void annotated(String annotation, Map<String, KeyPart> key) {
      for (Element member : members(annotation)) {
        String name = member.getSimpleName().toString();
        accessorOf(member)
            .ifPresent(
                accessor ->
                    key.putIfAbsent(
                        accessor.getSimpleName().toString(),
                        part(name, accessor, keys.isNullable(member), place(member))));
      }
    }

    void named(AnnotationView annotation, String key, Map<String, KeyPart> parts) {
      for (Declared<String> name : annotation.texts(key)) {
        find(name)
            .ifPresent(
                accessor ->
                    parts.putIfAbsent(
                        accessor.getSimpleName().toString(),
                        part(name.value(), accessor, false, name.place())));
      }
    }

    void times() {
      for (Element member : members(Vocabulary.OCCURRED_AT)) {
        accessorOf(member).ifPresent(accessor -> time(accessor, place(member)));
      }
    }

    void sensitive() {
      for (Element member : members(Vocabulary.SENSITIVE)) {
        accessorOf(member)
            .ifPresent(accessor -> sensitive.add(accessor.getSimpleName().toString()));
      }
    }

    void time(ExecutableElement accessor, Place place) {
      TypeMirror result = accessor.getReturnType();
      unresolved.addAll(lookup.unresolved(result));
      String call = accessor.getSimpleName() + "()";
      if (times.stream().noneMatch(time -> time.accessor().equals(call))) {
        boolean instant = lookup.isNamed(result, "java.time.Instant");
        times.add(new TimeAccessor(call, lookup.show(result), instant, place));
      }
    }

    Optional<ExecutableElement> find(Declared<String> name) {
      var accessor = lookup.accessor(type, name.value());
      if (accessor.isEmpty()) {
        missing(name.value(), name.place());
      }
      return accessor;
    }

    private KeyPart part(String name, ExecutableElement accessor, boolean nullable, Place place) {
      unresolved.addAll(lookup.unresolved(accessor.getReturnType()));
      return keys.read(name, accessor, nullable, place);
    }

    /** Components before fields before methods: a component's annotation is on all three. */
    private List<Element> members(String annotation) {
      List<Element> members = new ArrayList<>(type.getRecordComponents());
      for (Element member : type.getEnclosedElements()) {
        if (member.getKind() == ElementKind.FIELD && type.getKind() != ElementKind.RECORD) {
          members.add(member);
        }
      }
      for (Element member : type.getEnclosedElements()) {
        if (member.getKind() == ElementKind.METHOD) {
          members.add(member);
        }
      }
      return members.stream().filter(member -> lookup.has(member, annotation)).toList();
    }

    private String property(String accessor) {
      String rest = accessor.replaceFirst("^(get|is)(?=[A-Z])", "");
      return rest.equals(accessor)
          ? accessor
          : Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }

    private Optional<ExecutableElement> accessorOf(Element member) {
      if (member instanceof ExecutableElement method) {
        boolean usable = lookup.accessors(type).contains(method);
        if (!usable) {
          missing(method.getSimpleName().toString(), place(member));
        }
        return usable ? Optional.of(method) : Optional.empty();
      }
      return find(new Declared<>(member.getSimpleName().toString(), place(member)));
    }

    /** Compilers know the line of a component's field, not that of the component. */
    private Place place(Element member) {
      return type.getEnclosedElements().stream()
          .filter(field -> field.getKind() == ElementKind.FIELD)
          .filter(field -> member.getKind() == ElementKind.RECORD_COMPONENT)
          .filter(field -> field.getSimpleName().equals(member.getSimpleName()))
          .findFirst()
          .map(Place::of)
          .orElseGet(() -> Place.of(member));
    }

    private void missing(String name, Place place) {
      List<String> existing =
          lookup.accessors(type).stream()
              .map(accessor -> property(accessor.getSimpleName().toString()))
              .sorted()
              .toList();
      missing.add(new MissingAccessor(name, existing, place));
    }
  }
}
