/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

final class MySqlServerTest extends DatabaseServerContract {
  @Override
  DatabaseServer own(String... settings) {
    return MySqlServer.own(settings);
  }

  @Override
  String sleep() {
    return "SELECT SLEEP(60)";
  }

  @Override
  String sleeping() {
    return "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(%'";
  }

  @Override
  String setting(String value) {
    return "max_connections = " + value;
  }

  @Override
  String settingQuery() {
    return "SELECT @@max_connections";
  }
}
