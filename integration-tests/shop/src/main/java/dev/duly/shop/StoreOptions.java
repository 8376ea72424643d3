/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import dev.duly.shop.place.Bookkeeping;
import picocli.CommandLine.Option;

/** Where the books are; the queue stays in the shop's directory. */
final class StoreOptions {
  /** What {@code --store} takes. */
  enum Kind {
    h2,
    postgres
  }

  @Option(
      names = "--store",
      paramLabel = "h2|postgres",
      defaultValue = "h2",
      description =
          "Where the books are: in the shop's directory, or in a PostgreSQL database. Default:"
              + " ${DEFAULT-VALUE}.")
  Kind store = Kind.h2;

  @Option(
      names = "--db-url",
      paramLabel = "URL",
      defaultValue = "jdbc:postgresql://127.0.0.1/shop",
      description = "The database for --store postgres, an empty one. Default: ${DEFAULT-VALUE}.")
  String url = "";

  @Option(
      names = "--db-user",
      paramLabel = "NAME",
      defaultValue = "shop",
      description =
          "Its user; the password is in the environment, "
              + Bookkeeping.PASSWORD
              + ". Default:"
              + " ${DEFAULT-VALUE}.")
  String user = "";

  Bookkeeping bookkeeping() {
    return store == Kind.h2 ? Bookkeeping.EMBEDDED : new Bookkeeping(url, user);
  }
}
