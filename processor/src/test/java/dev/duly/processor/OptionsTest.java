/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final String ALL =
      "Options are -Aduly.keys=warn|error, -Aduly.owners=note|warn|error|off."
          + " (https://duly.dev/rules/DulyOption)";

  @Test
  void anUnknownOptionIsReportedOnceWithTheNearMiss() {
    assertThat(said("-Aduly.key=error"))
        .containsExactly(
            "WARNING -1 [DulyOption] -Aduly.key is no option of Duly. Did you mean 'duly.keys'? "
                + ALL);
  }

  @Test
  void anOptionNowhereNearIsReportedWithoutAGuess() {
    assertThat(said("-Aduly.something=1"))
        .containsExactly("WARNING -1 [DulyOption] -Aduly.something is no option of Duly. " + ALL);
  }

  @Test
  void aValueThatIsNotAllowedIsReported() {
    assertThat(said("-Aduly.keys=eror"))
        .containsExactly(
            "WARNING -1 [DulyOption] -Aduly.keys has the value 'eror'. Did you mean 'error'? "
                + ALL);
  }

  @Test
  void allowedOptionsAndThoseOfOthersAreLeftAlone() {
    assertThat(said("-Aduly.keys=error", "-Aother.keys=1")).isEmpty();
  }

  private static List<String> said(String... options) {
    // javac has a word of its own on options that no processor claims.
    return Compile.said(
            Compile.with(
                List.of(options),
                List.of(
                    Compile.source(
                        "@Message(channel = \"o\") record O(@IdempotencyKey @PartitionKey String id)"
                            + " {}"))))
        .stream()
        .filter(said -> said.contains("[Duly"))
        .toList();
  }
}
