/* SPDX-License-Identifier: Apache-2.0 */
package shop;

class Correction {
  private String id = "";
  private String invoice = "";

  String getId() {
    return id;
  }

  void setId(String id) {
    this.id = id;
  }

  String getInvoice() {
    return invoice;
  }

  void setInvoice(String invoice) {
    this.invoice = invoice;
  }
}
