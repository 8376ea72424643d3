/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import org.springframework.data.jpa.repository.JpaRepository;

interface OrderRepository extends JpaRepository<OrderEntity, Long> {
  boolean existsByOrderNumber(String orderNumber);
}
