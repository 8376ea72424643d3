/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop.place;

/**
 * Where the books of a shop are. The password of a server is in {@value #PASSWORD}: command lines
 * are for everybody to see.
 *
 * @param url the JDBC URL of a PostgreSQL database; empty for the file of the queue
 * @param user who may write there
 */
public record Bookkeeping(String url, String user) {
  /** The environment variable that holds the password. */
  public static final String PASSWORD = "SHOP_DB_PASSWORD";

  /** In the file of the queue. */
  public static final Bookkeeping EMBEDDED = new Bookkeeping("", "");

  public boolean isEmbedded() {
    return url.isEmpty();
  }

  static String password() {
    String password = System.getenv(PASSWORD);
    return password == null ? "" : password;
  }
}
