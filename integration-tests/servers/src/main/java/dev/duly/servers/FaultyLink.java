/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP link to a server that a test can slow down, interrupt and cut. It listens on loopback, on
 * one port as long as it lives; it forwards until it is told otherwise. What it is told holds for
 * all its connections, those to come too.
 */
public final class FaultyLink implements AutoCloseable {
  private final InetSocketAddress target;
  private final ServerSocket listener;
  private final LinkFaults faults = new LinkFaults();
  private final Set<LinkConnection> connections = ConcurrentHashMap.newKeySet();

  private FaultyLink(InetSocketAddress target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  /** A link to a server, which need not listen yet. */
  public static FaultyLink to(String host, int port) {
    try {
      FaultyLink link = new FaultyLink(new InetSocketAddress(host, port));
      Thread acceptor = new Thread(link::accept, "link-accept");
      acceptor.setDaemon(true);
      acceptor.start();
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static FaultyLink to(DatabaseServer server) {
    return to(server.host(), server.port());
  }

  private void accept() {
    while (true) {
      Socket client;
      try {
        client = listener.accept();
      } catch (IOException e) {
        return; // Closed.
      }
      LinkConnection connection = new LinkConnection(client, target, faults, connections::remove);
      connections.add(connection);
      connection.open();
      if (listener.isClosed()) {
        connection.cut();
      }
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** The same JDBC URL, by way of this link. */
  public String through(String url) {
    String authority = Address.uri(url).getRawAuthority();
    return url.replace("//" + authority, "//127.0.0.1:" + port());
  }

  /** Ends a delay or a blackhole; what was held back arrives. */
  public void forward() {
    faults.set(false, Duration.ZERO);
  }

  /**
   * Holds up all that is sent, in both directions.
   *
   * @param each how long, for what arrives in one piece of up to 64 KiB; a round trip takes twice
   *     that
   */
  public void delay(Duration each) {
    faults.set(false, each);
  }

  /** Keeps connections, and accepts new ones, but nothing passes until {@link #forward}. */
  public void blackhole() {
    faults.set(true, Duration.ZERO);
  }

  /** Resets the connections there are, on both sides. New ones are forwarded. */
  public void cut() {
    connections.forEach(LinkConnection::cut);
  }

  /**
   * Keeps {@link #cutAfter} and {@link #dropReply} to connections on which a client sends this text
   * from now on: a pool opens others whenever it likes.
   *
   * @param text in ASCII, sent in one piece
   */
  public void only(String text) {
    faults.only(text);
  }

  /**
   * Lets the next bytes from clients reach the server, and resets the client that sends one more;
   * for the server that connection ends there. Once.
   *
   * @param bytes at least 0: then the next request does not reach the server at all
   */
  public void cutAfter(long bytes) {
    faults.cutAfter(bytes);
  }

  /**
   * Lets the next request pass, swallows what the server replies to it and resets the connection:
   * the server has done what the client will never hear of. Once. For protocols in which the client
   * waits for the reply.
   */
  public void dropReply() {
    dropReply(1);
  }

  /**
   * As {@link #dropReply()}, of a later request.
   *
   * @param request 1 for the next one, 2 for the one after that, and so on
   */
  public void dropReply(int request) {
    faults.dropReply(request);
  }

  /**
   * How often so far something was sent to the server and an answer began to come back, on all
   * connections together; requests that went out before the first of their answers came are one.
   */
  public long roundTrips() {
    return faults.roundTrips();
  }

  /** Resets the connections there are and takes no more. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      cut();
    }
  }
}
