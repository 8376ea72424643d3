/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.duly.runtime.StartupException;
import dev.duly.runtime.store.EmbeddedProvider;
import dev.duly.runtime.store.UnitOfWork;
import dev.duly.runtime.topology.KeyDigest;
import dev.duly.runtime.transport.Outgoing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedH2Test {
  @TempDir Path directory;

  private static AbstractThrowableAssert<?, ?> opening(Path path) {
    return assertThatThrownBy(() -> new EmbeddedQueue(path)).isInstanceOf(StartupException.class);
  }

  private static void run(EmbeddedQueue db, String sql) throws SQLException {
    try (UnitOfWork unit = db.store.begin();
        Statement statement = unit.transaction().connection().createStatement()) {
      statement.execute(sql);
      unit.commit();
    }
  }

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(EmbeddedProvider.class))
        .hasOnlyElementsOfType(EmbeddedH2.class)
        .hasSize(1);
  }

  @Test
  void aMissingDirectoryIsCreated() {
    Path deep = directory.resolve("a/b c/d");
    new EmbeddedQueue(deep).close();
    assertThat(deep.resolve("duly.mv.db")).exists();
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsRefused() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    opening(file)
        .hasMessageStartingWith("[DulyEmbeddedDirectory]")
        .hasMessageContaining(file.toString());
    opening(file.resolve("below")).hasMessageStartingWith("[DulyEmbeddedDirectory]");
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsRefused() {
    opening(Path.of("/proc/duly")).hasMessageStartingWith("[DulyEmbeddedDirectory]");
  }

  @Test
  void aPathThatWouldBeReadAsSettingsIsRefused() {
    opening(directory.resolve("a;IFEXISTS=TRUE"))
        .hasMessageStartingWith("[DulyEmbeddedDirectory]")
        .hasMessageContaining("semicolon");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndKept() throws Exception {
    Path file = Files.writeString(directory.resolve("duly.mv.db"), "not a database".repeat(1000));
    opening(directory).hasMessageStartingWith("[DulyEmbeddedFile]");
    assertThat(file).content().startsWith("not a database");
  }

  @Test
  void theSameDirectoryTwiceInOneProcessIsRefused() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("data"));
    try (EmbeddedQueue first = new EmbeddedQueue(directory.resolve("data"))) {
      opening(directory.resolve("data")).hasMessageStartingWith("[DulyEmbeddedInUse]");
      opening(link).hasMessageStartingWith("[DulyEmbeddedInUse]");
      first.send(EmbeddedQueue.message("orders", "a", "1"));
    }
    new EmbeddedQueue(directory.resolve("data")).close();
  }

  @Test
  void itStaysOpenUntilBothHalvesAreClosed() {
    EmbeddedQueue db = new EmbeddedQueue(directory);
    db.transport.close();
    db.transport.close();
    assertThat(db.store.outbox(1)).isEmpty();
    db.store.close();
    new EmbeddedQueue(directory).close();
  }

  @Test
  void tablesOfANewerVersionAreRefused() throws Exception {
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      run(db, "INSERT INTO duly_schema (version, installed_at) VALUES (99, CURRENT_TIMESTAMP)");
    }
    opening(directory).hasMessageStartingWith("[DulySchemaNewer]").hasMessageContaining("99");
    opening(directory).hasMessageStartingWith("[DulySchemaNewer]");
  }

  @Test
  void aMigrationThatWasCutOffIsRepeated() throws Exception {
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      run(db, "DELETE FROM duly_schema");
      run(db, "DROP VIEW duly_ledger");
      run(db, "DROP TABLE duly_attempt");
      run(db, "DROP TABLE duly_effect");
      run(db, "DROP TABLE duly_parked");
    }
    try (EmbeddedQueue db = new EmbeddedQueue(directory);
        UnitOfWork unit = db.store.begin();
        Statement statement = unit.transaction().connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT MAX(version) FROM duly_schema WHERE NOT EXISTS (SELECT 1 FROM duly_ledger)"
                    + " AND NOT EXISTS (SELECT 1 FROM duly_attempt)"
                    + " AND NOT EXISTS (SELECT 1 FROM duly_effect)"
                    + " AND NOT EXISTS (SELECT 1 FROM duly_parked)")) {
      rows.next();
      assertThat(rows.getInt(1)).isEqualTo(3);
    }
  }

  @Test
  void tablesOfTheFirstVersionGetTheEffectLogAndTheParkingAndKeepWhatTheyHave() throws Exception {
    Outgoing kept = EmbeddedQueue.message("orders", "a", "1");
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      run(db, "DROP TABLE duly_effect");
      run(db, "DROP TABLE duly_parked");
      run(db, "DROP TABLE duly_parked_key");
      run(db, "DROP TABLE duly_parked_drop");
      run(db, "DELETE FROM duly_schema WHERE version >= 2");
      try (UnitOfWork unit = db.store.begin()) {
        unit.enqueue(List.of(kept));
        unit.commit();
      }
    }
    try (EmbeddedQueue db = new EmbeddedQueue(directory)) {
      assertThat(db.store.outbox(10)).hasSize(1);
      assertThat(db.store.effects().state("billing/ordered", KeyDigest.of("A-1"))).isEmpty();
      assertThat(db.store.parking().count("billing").keys()).isZero();
    }
  }
}
