/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** A file or an option that cannot be used. The message is one sentence for the user. */
final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;

  Unusable(String sentence) {
    super(sentence);
  }

  private Unusable(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /**
   * @param action what failed, such as {@code Cannot read build.log}
   */
  static Unusable because(String action, IOException cause) {
    return new Unusable(action + ": " + reason(cause) + ".", cause);
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (cause instanceof NotDirectoryException) {
      return "there is no such directory";
    }
    if (cause instanceof AccessDeniedException) {
      return "access is denied";
    }
    if (cause instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
