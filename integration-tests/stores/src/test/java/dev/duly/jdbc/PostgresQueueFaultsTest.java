/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.stores.Product;

class PostgresQueueFaultsTest extends SharedQueueFaultsTest {
  PostgresQueueFaultsTest() {
    super(Product.POSTGRES);
  }

  @Override
  String numbered() {
    return "BIGINT GENERATED ALWAYS AS IDENTITY";
  }
}
