/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends back every byte, and remembers what it got. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Thread acceptor;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final AtomicInteger closed = new AtomicInteger();

  EchoServer() throws IOException {
    listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    acceptor = start(this::accept);
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "echo");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        start(() -> echo(client));
      }
    } catch (IOException closing) {
      // The test is over.
    }
  }

  private void echo(Socket client) {
    try (client) {
      int next = client.getInputStream().read();
      while (next >= 0) {
        received.write(next);
        client.getOutputStream().write(next);
        next = client.getInputStream().read();
      }
    } catch (IOException reset) {
      // Counted as closed, like an end in good order.
    } finally {
      closed.incrementAndGet();
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  String received() {
    return received.toString(StandardCharsets.US_ASCII);
  }

  int closed() {
    return closed.get();
  }

  /** Returns when nobody can connect any more: the last accept may outlive the socket a little. */
  @Override
  public void close() throws IOException {
    listener.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
