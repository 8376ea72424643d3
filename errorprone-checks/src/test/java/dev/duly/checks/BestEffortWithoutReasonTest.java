/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestEffortWithoutReasonTest {

  @Test
  void aReasonIsEnough() {
    Compile.findsNothing(
        BestEffortWithoutReason.class,
        getClass(),
        "Views.java",
        """
        @BestEffort(because = "a missing page view changes nothing")
        class Views {
          static final String WHY = "a number on a screen";
          @BestEffort(because = WHY) @MessageHandler void on(String view) { }
          @Deprecated void other() { }
          @interface BestEffort { String because(); }
          static class Inner { @Views.BestEffort(because = "") void anotherAnnotation() { } }
        }
        """
            .replace("@BestEffort(because = WHY)", "@dev.duly.BestEffort(because = WHY)")
            .replaceFirst("@BestEffort", "@dev.duly.BestEffort"));
  }

  @Test
  void testsMaySayNothing() {
    Compile.findsNothing(
        BestEffortWithoutReason.class,
        getClass(),
        "src/test/java/Views.java",
        "class Views { @BestEffort(because = \"\") @MessageHandler void on(String view) { } }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"  \"", "Views.NONE"})
  void findsABlankReasonOnAMethod(String reason) {
    Compile.with(BestEffortWithoutReason.class, getClass())
        .file(
            "Views.java",
            """
            class Views {
              static final String NONE = "";
              // BUG: Diagnostic contains: on says that losing its message is acceptable, and the reason is blank
              @BestEffort(because = %s)
              @MessageHandler void on(String view) { }
            }
            """
                .formatted(reason))
        .finds();
  }

  @Test
  void findsABlankReasonOnAClass() {
    Compile.with(BestEffortWithoutReason.class, getClass())
        .file(
            "Views.java",
            """
            // BUG: Diagnostic contains: Views says
            @BestEffort(because = "")
            class Views { @MessageHandler void on(String view) { } }
            """)
        .finds();
  }
}
