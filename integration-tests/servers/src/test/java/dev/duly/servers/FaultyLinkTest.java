/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FaultyLinkTest {
  private static final int SILENCE_MILLIS = 200;
  private static final int PATIENCE_MILLIS = 30_000;

  private EchoServer server;
  private FaultyLink link;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    server = new EchoServer();
    link = FaultyLink.to("127.0.0.1", server.port());
    client = newClient();
    assertThat(echo("hello")).isEqualTo("hello");
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    link.close();
    server.close();
  }

  private Socket newClient() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private void send(String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private String receive(int length) throws IOException {
    return new String(client.getInputStream().readNBytes(length), US_ASCII);
  }

  private String echo(String text) throws IOException {
    send(text);
    return receive(text.length());
  }

  private void assertReset() {
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> client.getInputStream().read());
  }

  @Test
  void passesAnEndInGoodOrder() throws IOException {
    client.shutdownOutput();
    assertThat(client.getInputStream().read()).isEqualTo(-1);
    await().until(() -> server.closed() == 1);
  }

  @Test
  void countsWhatWasAnswered() throws IOException {
    long before = link.roundTrips();
    echo("one");
    echo("two");
    assertThat(link.roundTrips() - before).isEqualTo(2);
  }

  @Test
  void aBlackholeKeepsWhatIsSentUntilItEnds() throws IOException {
    link.blackhole();
    send("kept");
    client.setSoTimeout(SILENCE_MILLIS);
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(() -> client.getInputStream().read());
    assertThat(server.received()).isEqualTo("hello");
    client.setSoTimeout(PATIENCE_MILLIS);
    link.forward();
    assertThat(receive(4)).isEqualTo("kept");
  }

  @Test
  void aBlackholeAcceptsNewConnections() throws IOException {
    link.blackhole();
    client.close();
    client = newClient();
    send("late");
    assertThat(server.received()).isEqualTo("hello");
    assertThat(server.closed()).isZero();
    link.forward();
    assertThat(receive(4)).isEqualTo("late");
  }

  @Test
  void aDelayHoldsUpEachDirection() throws IOException {
    Duration each = Duration.ofMillis(150);
    link.delay(each);
    long sent = System.nanoTime();
    assertThat(echo("x")).isEqualTo("x");
    assertThat(Duration.ofNanos(System.nanoTime() - sent))
        .isGreaterThanOrEqualTo(each.multipliedBy(2));
  }

  @Test
  void aDelayEndsAtOnce() throws IOException {
    link.delay(Duration.ofDays(1));
    send("x");
    link.forward();
    assertThat(receive(1)).isEqualTo("x");
  }

  @Test
  void aCutResetsBothSidesAndNewConnectionsPass() throws IOException {
    link.cut();
    assertReset();
    await().until(() -> server.closed() == 1);
    client = newClient();
    assertThat(echo("again")).isEqualTo("again");
  }

  @Test
  void aCutGoesThroughABlackhole() throws IOException {
    link.blackhole();
    send("lost");
    link.cut();
    assertReset();
    await().until(() -> server.closed() == 1);
    assertThat(server.received()).isEqualTo("hello");
  }

  @Test
  void cutsAfterSoManyBytes() throws IOException {
    link.cutAfter(5);
    assertThat(echo("abc")).isEqualTo("abc");
    send("defgh");
    await().until(() -> server.closed() == 1);
    assertThat(server.received()).isEqualTo("helloabcde");
    client = newClient();
    assertThat(echo("only once")).isEqualTo("only once");
  }

  @Test
  void cutsBeforeTheNextRequestArrives() throws IOException {
    link.cutAfter(0);
    send("x");
    assertReset();
    await().until(() -> server.closed() == 1);
    assertThat(server.received()).isEqualTo("hello");
  }

  @Test
  void dropsTheReplyToARequestThatArrived() throws IOException {
    link.dropReply();
    send("x");
    assertReset();
    assertThat(server.received()).isEqualTo("hellox");
    client = newClient();
    assertThat(echo("only once")).isEqualTo("only once");
  }

  @Test
  void dropsTheReplyToALaterRequest() throws IOException {
    link.dropReply(2);
    assertThat(echo("first")).isEqualTo("first");
    send("x");
    assertReset();
    assertThat(server.received()).isEqualTo("hellofirstx");
  }

  @Test
  void interruptsOnlyTheConnectionThatIsMeant() throws IOException {
    link.only("effect");
    link.cutAfter(0);
    assertThat(echo("from the pool")).isEqualTo("from the pool");
    send("an effect");
    assertReset();
    assertThat(server.received()).isEqualTo("hellofrom the pool");

    client = newClient();
    link.dropReply();
    assertThat(echo("from the pool")).isEqualTo("from the pool");
    send("an effect");
    assertReset();
  }

  @Test
  void resetsClientsOfAServerThatIsGone() throws IOException {
    server.close();
    client = newClient();
    assertReset();
  }

  @Test
  void leadsAUrlThroughTheLink() {
    assertThat(link.through("jdbc:postgresql://db.example:5432/shop?ssl=true"))
        .isEqualTo("jdbc:postgresql://127.0.0.1:" + link.port() + "/shop?ssl=true");
  }
}
