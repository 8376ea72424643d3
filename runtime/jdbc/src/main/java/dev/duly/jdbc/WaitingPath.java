/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.h2.store.fs.async.FilePathAsync;
import org.jspecify.annotations.Nullable;

/**
 * Files of one database for H2, which knows them by a scheme of their own. A thread that is
 * interrupted in file input or output closes a plain file channel, and with it the database; these
 * are asynchronous channels, which stay open.
 *
 * <p>Public for H2, which makes a path from a path through the constructor without parameters.
 */
public final class WaitingPath extends FilePathAsync {
  private static final String DATABASE = ".mv.db";

  private String scheme = "";
  private @Nullable DatabaseFile file;

  /** For H2: what is made so is filled in by the path it is made from. */
  public WaitingPath() {}

  WaitingPath(String scheme, DatabaseFile file) {
    this.scheme = scheme;
    this.file = file;
  }

  @Override
  public String getScheme() {
    return scheme;
  }

  @Override
  public FilePathWrapper getPath(String path) {
    return ofThisFile(super.getPath(path));
  }

  @Override
  public @Nullable FilePathWrapper wrap(@Nullable FilePath base) {
    return base == null ? null : ofThisFile(super.wrap(base));
  }

  private FilePathWrapper ofThisFile(FilePathWrapper made) {
    WaitingPath path = (WaitingPath) made;
    path.scheme = scheme;
    path.file = file;
    return path;
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel channel = super.open(mode);
    return file != null && name.endsWith(DATABASE) ? new WaitingChannel(channel, file) : channel;
  }
}
