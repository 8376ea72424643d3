/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.servers.Database;
import dev.duly.servers.PostgresServer;
import dev.duly.shop.ShopProcess.Result;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class ShopOnPostgresIT {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temp;

  @Test
  void theBooksInPostgresBalanceThroughDuplicatesPoisonAndCrashes() throws Exception {
    try (PostgresServer server = PostgresServer.find();
        Database database = server.createDatabase()) {
      Result run = shop(database, "run", "--orders", 700, "--duplicates", 0.5, "--crashes", 3);

      assertThat(run.lastLine())
          .as("%s", run)
          .matches(
              "SHOP orders=700 lines=1472 sales=346116\\.4834 duplicates=3\\d\\d poison=25"
                  + " dead=\\d+ crashes=3 lost=0 duplicated=0");
      assertThat(run.exitCode()).isZero();
      assertThat(run.err()).isEmpty();

      Result audit = shop(database, "audit");
      assertThat(audit.lastLine()).isEqualTo(run.lastLine());

      Result again = shop(database, "run", "--fresh");
      assertThat(again.exitCode()).isEqualTo(2);
      assertThat(again.err()).anySatisfy(line -> assertThat(line).contains("[ShopDatabaseUsed]"));
    }
  }

  private Result shop(Database database, String command, Object... arguments) throws Exception {
    Object[] all = new Object[arguments.length + (command.equals("run") ? 9 : 3)];
    all[0] = command;
    all[1] = "--dir";
    all[2] = temp.resolve("shop");
    if (command.equals("run")) {
      all[3] = "--store";
      all[4] = "postgres";
      all[5] = "--db-url";
      all[6] = database.url();
      all[7] = "--db-user";
      all[8] = database.user();
    }
    System.arraycopy(arguments, 0, all, all.length - arguments.length, arguments.length);
    try (ShopProcess shop =
        ShopProcess.start(Map.of("SHOP_DB_PASSWORD", database.password()), all)) {
      return shop.await();
    }
  }
}
