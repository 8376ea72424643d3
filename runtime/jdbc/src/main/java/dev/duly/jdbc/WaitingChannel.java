/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** A file whose writes wait for room. */
// H2 would have one read or write at a time; while one waits the others must go on.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class WaitingChannel extends FileBaseDefault {
  private final FileChannel channel;
  private final DatabaseFile file;

  WaitingChannel(FileChannel channel, DatabaseFile file) {
    this.channel = channel;
    this.file = file;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    int start = from.position();
    while (true) {
      try {
        return channel.write(from, position);
      } catch (IOException e) {
        IOException reason = e.getCause() instanceof IOException inner ? inner : e;
        if (reason instanceof ClosedChannelException || !file.awaitRoom(reason)) {
          throw e;
        }
        from.position(start);
      }
    }
  }

  @Override
  public int read(ByteBuffer to, long position) throws IOException {
    return channel.read(to, position);
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    channel.truncate(size);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    channel.force(metaData);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return channel.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    channel.close();
  }
}
