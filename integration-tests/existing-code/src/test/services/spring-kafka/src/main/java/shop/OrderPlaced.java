/* SPDX-License-Identifier: Apache-2.0 */
package shop;

record OrderPlaced(String orderNumber, String customerId, long cents) {}
