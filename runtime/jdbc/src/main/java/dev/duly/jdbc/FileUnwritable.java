/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.io.IOException;
import java.sql.SQLTransientException;

/** The file of the embedded database takes no writes at the moment: mostly its disk is full. */
final class FileUnwritable extends SQLTransientException {
  private static final long serialVersionUID = 1L;
  private static final String IO_ERROR = "58030";

  FileUnwritable(IOException cause) {
    super("the database file cannot be written: " + cause.getMessage(), IO_ERROR, cause);
  }
}
