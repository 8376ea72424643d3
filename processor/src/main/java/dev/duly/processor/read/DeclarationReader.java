/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.Declaration;
import dev.duly.processor.model.Vocabulary;
import dev.duly.processor.read.Candidate.Kind;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Finds what is annotated in a round, and reads it. */
public final class DeclarationReader {
  /** The annotations that make something to be generated, or to be refused. */
  public static final Set<String> ANNOTATIONS =
      Set.of(
          Vocabulary.MESSAGE,
          Vocabulary.MESSAGE_FOR,
          Vocabulary.MESSAGES_FOR,
          Vocabulary.HANDLER_GROUP,
          Vocabulary.MESSAGE_HANDLER,
          Vocabulary.IDEMPOTENT,
          Vocabulary.PUBLISHER);

  /**
   * What was read from one candidate.
   *
   * @param declarations what is declared there
   * @param unresolved classes without which a declaration cannot be read at all
   */
  public record Reading(List<? extends Declaration> declarations, Set<String> unresolved) {

    /** Whether another round may know more. */
    public boolean waits() {
      return !unresolved.isEmpty()
          || declarations.stream()
              .anyMatch(it -> !it.unresolved().isEmpty() || !it.notYetMessages().isEmpty());
    }
  }

  private final Lookup lookup;
  private final MessageReader messages;
  private final HandlerReader handlers;
  private final PublisherReader publishers;
  private final StrayGuardsReader guards;
  private final GuardReader guarded;

  public DeclarationReader(ProcessingEnvironment environment) {
    this.lookup = new Lookup(environment);
    this.messages = new MessageReader(lookup);
    this.handlers = new HandlerReader(lookup, messages);
    this.publishers = new PublisherReader(lookup, messages);
    this.guards = new StrayGuardsReader(lookup);
    this.guarded = new GuardReader(lookup);
  }

  /** Everything annotated in this round. */
  public SortedSet<Candidate> candidates(RoundEnvironment round) {
    SortedSet<Candidate> found = new TreeSet<>();
    for (String annotation : ANNOTATIONS) {
      TypeElement type = lookup.type(annotation);
      if (type != null) {
        for (Element element : round.getElementsAnnotatedWith(type)) {
          Candidate candidate = candidate(annotation, element);
          if (candidate != null && !isGuardOfHandler(annotation, element)) {
            found.add(candidate);
          }
        }
      }
    }
    return found;
  }

  private boolean isGuardOfHandler(String annotation, Element element) {
    return annotation.equals(Vocabulary.IDEMPOTENT)
        && lookup.has(element, Vocabulary.MESSAGE_HANDLER);
  }

  private static @Nullable Candidate candidate(String annotation, Element element) {
    if (element instanceof PackageElement home) {
      return new Candidate(Kind.FOREIGN_MESSAGES_OF_PACKAGE, home.getQualifiedName().toString());
    }
    Element holder = element instanceof TypeElement ? element : element.getEnclosingElement();
    if (!(holder instanceof TypeElement type)) {
      return null;
    }
    Kind kind =
        switch (annotation) {
          case Vocabulary.MESSAGE -> Kind.MESSAGE;
          case Vocabulary.PUBLISHER -> Kind.PUBLISHER;
          case Vocabulary.IDEMPOTENT ->
              type.getKind() == ElementKind.INTERFACE ? Kind.GUARD : Kind.STRAY_GUARDS;
          case Vocabulary.HANDLER_GROUP, Vocabulary.MESSAGE_HANDLER -> Kind.HANDLERS;
          default -> Kind.FOREIGN_MESSAGES;
        };
    return new Candidate(kind, type.getQualifiedName().toString());
  }

  /** Reads a candidate as the compiler sees it now. */
  public Reading read(Candidate candidate) {
    Element element =
        candidate.kind() == Kind.FOREIGN_MESSAGES_OF_PACKAGE
            ? lookup.elements().getPackageElement(candidate.name())
            : lookup.type(candidate.name());
    if (element == null) {
      return new Reading(List.of(), Set.of());
    }
    if (element instanceof TypeElement type) {
      switch (candidate.kind()) {
        case MESSAGE -> {
          return new Reading(List.of(messages.read(type)), Set.of());
        }
        case HANDLERS -> {
          return new Reading(List.of(handlers.read(type)), Set.of());
        }
        case STRAY_GUARDS -> {
          return new Reading(List.of(guards.read(type)), Set.of());
        }
        case GUARD -> {
          return new Reading(List.of(guarded.read(type)), Set.of());
        }
        case PUBLISHER -> {
          return new Reading(List.of(publishers.read(type)), Set.of());
        }
        default -> {}
      }
    }
    return new Reading(messages.readForeign(element), messages.unresolvedForeign(element));
  }
}
