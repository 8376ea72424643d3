/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * Makes H2 start from the last write of a process that was killed.
 *
 * <p>Left to itself, H2 follows the file's header from write to write, and the trail can end some
 * writes before the last one where space was reused: what was committed in them would be gone. A
 * search through the whole file finds them. After a clean end the header is right.
 */
final class LastWrite {
  private static final int HEADER_BYTES = 4096;
  private static final String CLEAN = ",clean:1,";

  private LastWrite() {}

  /** Looks for the last write in {@code file} and notes it in the header. */
  static void find(String fileSystem, Path file) throws SQLException {
    try {
      if (Files.exists(file) && !isClean(file)) {
        new MVStore.Builder()
            .fileName(fileSystem + file)
            .autoCommitDisabled()
            .recoveryMode()
            .open()
            .close();
      }
    } catch (MVStoreException e) {
      boolean locked = e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED;
      int code = locked ? ErrorCode.DATABASE_ALREADY_OPEN_1 : ErrorCode.FILE_CORRUPTED_1;
      throw new SQLException("the file cannot be searched for its last write", "90030", code, e);
    } catch (IOException e) {
      throw new SQLException("the file cannot be read", "90028", ErrorCode.IO_EXCEPTION_1, e);
    }
  }

  private static boolean isClean(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] header = in.readNBytes(HEADER_BYTES);
      return new String(header, StandardCharsets.ISO_8859_1).contains(CLEAN);
    }
  }
}
