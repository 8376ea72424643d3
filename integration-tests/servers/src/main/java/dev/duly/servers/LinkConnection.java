/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One client's connection through a link: two sockets, and a thread for each direction. */
final class LinkConnection {
  private static final int CHUNK = 64 * 1024;

  private final Socket client;
  private final Socket server = new Socket();
  private final LinkFaults faults;
  private final Consumer<LinkConnection> whenClosed;
  private final Thread up;
  private final Thread down;
  private volatile boolean replyDropped;
  private volatile boolean clientGone;
  private final AtomicBoolean awaitingReply = new AtomicBoolean();

  LinkConnection(
      Socket client,
      InetSocketAddress target,
      LinkFaults faults,
      Consumer<LinkConnection> whenClosed) {
    this.client = client;
    this.faults = faults;
    this.whenClosed = whenClosed;
    this.up = thread("link-up", () -> carryUp(target));
    this.down = thread("link-down", this::carryDown);
  }

  private interface Carrier {
    void carry() throws IOException, InterruptedException;
  }

  private Thread thread(String name, Carrier carrier) {
    Thread thread =
        new Thread(
            () -> {
              try {
                carrier.carry();
              } catch (IOException | InterruptedException e) {
                // What one side suffers the other learns: a server that is gone resets the client.
                cut();
              }
            },
            name);
    thread.setDaemon(true);
    return thread;
  }

  void open() {
    up.start();
  }

  private void carryUp(InetSocketAddress target) throws IOException, InterruptedException {
    faults.awaitPassage();
    server.connect(target);
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    down.start();
    byte[] chunk = new byte[CHUNK];
    boolean marked = false;
    int length = receive(client, chunk);
    while (length >= 0) {
      marked |= faults.marks(chunk, length);
      boolean meant = marked || faults.isForAll();
      int passing = meant ? faults.take(length) : length;
      // Before the request is on its way, or the reply could overtake us.
      replyDropped |= meant && passing == length && faults.takeReplyToDrop();
      clientGone = passing < length;
      awaitingReply.set(true);
      server.getOutputStream().write(chunk, 0, passing);
      length = clientGone ? -1 : receive(client, chunk);
    }
    if (clientGone) {
      resetOnClose(client);
      client.close();
    }
    // Not reset: what the server has not read yet would be lost with it.
    server.shutdownOutput();
    down.join();
    close();
  }

  /** The end of a stream waits for its passage like bytes do. */
  private int receive(Socket from, byte[] chunk) throws IOException, InterruptedException {
    int length = from.getInputStream().read(chunk);
    faults.awaitPassage();
    return length;
  }

  private void carryDown() throws IOException, InterruptedException {
    byte[] chunk = new byte[CHUNK];
    int length = receive(server, chunk);
    while (length >= 0) {
      if (awaitingReply.getAndSet(false)) {
        faults.countRoundTrip();
      }
      if (replyDropped) {
        cut();
        return;
      }
      if (!clientGone) {
        client.getOutputStream().write(chunk, 0, length);
      }
      length = receive(server, chunk);
    }
    if (!clientGone) {
      client.shutdownOutput();
    }
  }

  /** Resets both sides; bytes that were on their way are gone. */
  void cut() {
    resetOnClose(client);
    resetOnClose(server);
    close();
  }

  private static void resetOnClose(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
  }

  private void close() {
    try (client;
        server) {
      up.interrupt();
      down.interrupt();
    } catch (IOException e) {
      // Nothing is left to be done about it.
    }
    whenClosed.accept(this);
  }
}
