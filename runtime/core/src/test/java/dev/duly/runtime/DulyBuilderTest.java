/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.codec.Codec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What start-up says when a module is not on the class path; here none of them is. */
class DulyBuilderTest {
  private static final Codec NONE =
      new Codec() {
        @Override
        public String contentType() {
          return "text/plain";
        }

        @Override
        public byte[] encode(Object message) {
          return new byte[0];
        }

        @Override
        public <M> M decode(byte[] body, Class<M> type) {
          throw new UnsupportedOperationException();
        }
      };

  @Test
  void theEmbeddedDefaultNamesItsDependency() {
    assertThatThrownBy(() -> Duly.embedded(Path.of("unused")).codec(NONE).start())
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("[DulyEmbeddedMissing]")
        .hasMessageContaining("dev.duly:duly-jdbc");
  }

  @Test
  void aMissingCodecNamesItsDependency() {
    assertThatThrownBy(() -> Duly.embedded(Path.of("unused")).start())
        .isInstanceOf(StartupException.class)
        .hasMessageStartingWith("[DulyCodecMissing]")
        .hasMessageContaining("dev.duly:duly-jackson");
  }
}
