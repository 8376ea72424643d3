/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.firstbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.userbuild.Repository;
import dev.duly.userbuild.UserBuild.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build fails where a key is missing, says what to do, does it when asked, and then passes. */
class FirstBuildIT {
  @TempDir private static Path repositoryDirectory;
  private static Repository repository;

  @TempDir private Path directory;

  @BeforeAll
  static void packagedArtifacts() throws Exception {
    repository = Project.repository(repositoryDirectory);
  }

  @Test
  void aHandlerWithoutIdempotencyKeyFailsUntilItsMessageIsPatched() throws Exception {
    Project project = Project.copyOf("no-idempotency-key", directory, repository);

    Outcome first = project.compile();

    assertThat(first.success()).as(first.output()).isFalse();
    assertThat(first.output())
        .containsPattern(
            "OrderPlaced\\.java:\\[7,8\\] \\[IdempotencyKeyMissing\\] OrderPlaced has no")
        .contains("so Billing.charge cannot tell a copy from a new message")
        .contains("the effect happens twice")
        .contains("Mark what makes two copies the same message: @IdempotencyKey String orderId")
        .contains("https://duly.dev/checks/IdempotencyKeyMissing")
        .containsPattern("Did you mean .*@IdempotencyKey String orderId, long cents")
        .doesNotContain("PartitionKeyMissing");

    patch(project);

    assertThat(project.source("OrderPlaced.java"))
        .contains("import dev.duly.IdempotencyKey;")
        .contains("(@PartitionKey String customerId, @IdempotencyKey String orderId, long cents)");
    builds(project);
  }

  @Test
  void aHandlerWithoutPartitionKeyFailsUntilItsMessageIsPatched() throws Exception {
    Project project = Project.copyOf("no-partition-key", directory, repository);

    Outcome first = project.compile();

    assertThat(first.success()).as(first.output()).isFalse();
    assertThat(first.output())
        .containsPattern("StockMoved\\.java:\\[8,8\\] \\[PartitionKeyMissing\\] StockMoved has no")
        .contains("Warehouse.move sees a later one before an earlier one")
        .contains("Mark what must stay in order: @PartitionKey String sku")
        .contains("https://duly.dev/checks/PartitionKeyMissing")
        .containsPattern("Did you mean .*@PartitionKey String sku")
        .doesNotContain("IdempotencyKeyMissing");

    patch(project);

    assertThat(project.source("StockMoved.java"))
        .contains("import dev.duly.PartitionKey;")
        .contains("(@IdempotencyKey UUID id, @PartitionKey String sku, int by)");
    builds(project);
  }

  @Test
  void bothKeysArePatchedOntoOneComponent() throws Exception {
    Project project = Project.copyOf("no-key", directory, repository);

    Outcome first = project.compile();
    assertThat(first.success()).as(first.output()).isFalse();
    assertThat(first.output())
        .contains("[IdempotencyKeyMissing]")
        .contains("[PartitionKeyMissing]");

    patch(project);

    assertThat(project.source("OrderPlaced.java"))
        .containsPattern("@IdempotencyKey")
        .containsPattern("@PartitionKey");
    builds(project);
  }

  private static void patch(Project project) throws Exception {
    Outcome patched = project.compile("-Ppatch");
    assertThat(patched.success()).as(patched.output()).isTrue();
  }

  private static void builds(Project project) throws Exception {
    Outcome second = project.compile();
    assertThat(second.success()).as(second.output()).isTrue();
    assertThat(second.output()).doesNotContain("KeyMissing");
  }
}
