/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;

@Entity
class OrderEntity {
  @Id @GeneratedValue private Long id;
  private String orderNumber;
  private String state;

  protected OrderEntity() {}

  OrderEntity(String orderNumber, String state) {
    this.orderNumber = orderNumber;
    this.state = state;
  }

  Long getId() {
    return id;
  }

  String getOrderNumber() {
    return orderNumber;
  }

  String getState() {
    return state;
  }
}
