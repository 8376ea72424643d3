/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

final class PostgresServerTest extends DatabaseServerContract {
  @Override
  DatabaseServer own(String... settings) {
    return PostgresServer.own(settings);
  }

  @Override
  String sleep() {
    return "SELECT pg_sleep(60)";
  }

  @Override
  String sleeping() {
    return "SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(6%'"
        + " AND pid <> pg_backend_pid()";
  }

  @Override
  String setting(String value) {
    return "max_connections = " + value;
  }

  @Override
  String settingQuery() {
    return "SHOW max_connections";
  }
}
