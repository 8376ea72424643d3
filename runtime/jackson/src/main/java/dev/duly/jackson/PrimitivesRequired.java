/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * A primitive component must be in the document: read as zero, a missing amount would be a silent
 * error. A missing reference is null, so that a message may grow.
 */
final class PrimitivesRequired extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    Boolean declared = super.hasRequiredMarker(config, member);
    if (declared == null && member instanceof AnnotatedParameter) {
      return member.getRawType().isPrimitive() ? Boolean.TRUE : null;
    }
    return declared;
  }
}
