/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.ConcurrencyModel;
import dev.duly.processor.model.DeadLetterModel;
import dev.duly.processor.model.Declared;
import dev.duly.processor.model.DurationText;
import dev.duly.processor.model.EffectModel;
import dev.duly.processor.model.IdempotentModel;
import dev.duly.processor.model.OwnerModel;
import dev.duly.processor.model.RetryModel;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads what is promised beside the signature: guards, retries, owners. */
final class PolicyReader {
  private static final List<String> EFFECT_SETTINGS =
      List.of("lease", "downstream", "downstreamWindow", "notExecuted", "refused");

  private final Lookup lookup;

  PolicyReader(Lookup lookup) {
    this.lookup = lookup;
  }

  /** A declared guard; classes that do not exist are added to {@code unresolved}. */
  @Nullable IdempotentModel idempotent(Element element, Set<String> unresolved) {
    return lookup
        .annotation(element, Vocabulary.IDEMPOTENT)
        .map(
            view ->
                new IdempotentModel(
                    view.constant("mode"),
                    view.duration("window"),
                    view.text("scope"),
                    view.text("because"),
                    effect(view, unresolved),
                    view.place()))
        .orElse(null);
  }

  private EffectModel effect(AnnotationView view, Set<String> unresolved) {
    DurationText downstreamWindow = view.duration("downstreamWindow");
    return new EffectModel(
        view.constant("downstream"),
        view.duration("lease"),
        downstreamWindow.text().isEmpty() ? null : downstreamWindow,
        classes(view.types("notExecuted"), unresolved),
        classes(view.types("refused"), unresolved),
        EFFECT_SETTINGS.stream()
            .filter(view::isWritten)
            .map(name -> new Declared<>(name, view.place(name)))
            .toList());
  }

  /** A declared retry; classes that do not exist are added to {@code unresolved}. */
  @Nullable RetryModel retry(Element element, Set<String> unresolved) {
    return lookup
        .annotation(element, Vocabulary.RETRY)
        .map(
            view ->
                new RetryModel(
                    view.integer("attempts"),
                    view.duration("initial"),
                    view.decimal("multiplier"),
                    view.duration("max"),
                    view.decimal("jitter"),
                    classes(view.types("on"), unresolved),
                    classes(view.types("notOn"), unresolved),
                    view.place()))
        .orElse(null);
  }

  private List<TypeRef> classes(List<@Nullable TypeMirror> types, Set<String> unresolved) {
    types.forEach(type -> unresolved.addAll(lookup.unresolved(type)));
    return types.stream().map(lookup::ref).filter(Objects::nonNull).toList();
  }

  @Nullable DeadLetterModel deadLetter(Element element) {
    return lookup
        .annotation(element, Vocabulary.DEAD_LETTER)
        .map(view -> new DeadLetterModel(view.text("channel"), view.constant("onKey")))
        .orElse(null);
  }

  @Nullable ConcurrencyModel concurrency(Element element) {
    return lookup
        .annotation(element, Vocabulary.CONCURRENCY)
        .map(
            view ->
                new ConcurrencyModel(
                    view.integer("lanes"), view.integer("inFlight"), view.integer("batch")))
        .orElse(null);
  }

  @Nullable DurationText lease(Element element) {
    return lookup
        .annotation(element, Vocabulary.LEASE)
        .map(view -> view.duration("value"))
        .orElse(null);
  }

  @Nullable Declared<String> bestEffort(Element element) {
    return lookup
        .annotation(element, Vocabulary.BEST_EFFORT)
        .map(view -> view.text("because"))
        .orElse(null);
  }

  /** The owner of the class, else of the class around it, its package or its module. */
  @Nullable OwnerModel owner(Element element) {
    for (Element current = element; current != null; current = current.getEnclosingElement()) {
      var owner = lookup.annotation(current, Vocabulary.OWNER);
      if (owner.isPresent()) {
        AnnotationView view = owner.get();
        return new OwnerModel(
            view.text("team"), view.text("contact").value(), view.text("runbook").value());
      }
    }
    return null;
  }
}
