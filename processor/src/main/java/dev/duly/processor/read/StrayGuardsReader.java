/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor.read;

import dev.duly.processor.model.Declared;
import dev.duly.processor.model.Place;
import dev.duly.processor.model.StrayGuardsModel;
import dev.duly.processor.model.TypeRef;
import dev.duly.processor.model.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Reads the methods of a type that declare a guard nothing would keep. */
final class StrayGuardsReader {
  private final Lookup lookup;

  StrayGuardsReader(Lookup lookup) {
    this.lookup = lookup;
  }

  StrayGuardsModel read(TypeElement type) {
    TypeRef ref = lookup.ref(type);
    List<Declared<String>> methods = new ArrayList<>();
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (!lookup.has(method, Vocabulary.MESSAGE_HANDLER)) {
        String name = ref.shortName() + "." + method.getSimpleName();
        lookup
            .annotation(method, Vocabulary.IDEMPOTENT)
            .ifPresent(guard -> methods.add(new Declared<>(name, guard.place())));
      }
    }
    return new StrayGuardsModel(ref, Place.of(type), methods);
  }
}
