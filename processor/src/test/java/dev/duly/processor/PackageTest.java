/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is declared on a package holds for it. */
class PackageTest {

  private final Compilation compilation =
      Compile.with(
          List.of("-Aduly.owners=error"),
          List.of(
              JavaFileObjects.forSourceString(
                  "shop.package-info",
                  """
                  @dev.duly.Owner(team = "shop")
                  @dev.duly.MessageFor(
                      type = Parcel.class, channel = "parcels", idempotencyKey = "id",
                      unorderedBecause = "each stands alone")
                  @dev.duly.MessageFor(
                      type = Letter.class, channel = "letters", idempotencyKey = "id",
                      unorderedBecause = "each stands alone")
                  package shop;
                  """),
              Compile.source("record Parcel(String id) {}"),
              Compile.source("record Letter(String id) {}"),
              Compile.source(
                  """
                  @HandlerGroup("post")
                  class Post {
                    @MessageHandler @Idempotent Letter on(Parcel parcel) {
                      return new Letter(parcel.id());
                    }
                  }
                  """)));

  @Test
  void itsMessagesAreMessages() {
    assertThat(Compile.said(compilation)).isEmpty();
    assertThat(compilation.generatedSourceFile("shop.Parcel_Message")).isPresent();
    assertThat(compilation.generatedSourceFile("shop.Letter_Message")).isPresent();
  }

  @Test
  void itsOwnerOwnsItsGroups() throws Exception {
    assertThat(
            compilation
                .generatedSourceFile("shop.Post_Wiring")
                .orElseThrow()
                .getCharContent(false)
                .toString())
        .contains("GroupPolicy.of(\"post\").owner(\"shop\", \"\", \"\");");
  }
}
