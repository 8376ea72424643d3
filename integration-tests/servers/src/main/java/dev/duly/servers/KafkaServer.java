/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Apache Kafka: one node that is broker and controller (KRaft), from the jars on the class path of
 * the test.
 */
public final class KafkaServer implements AutoCloseable {
  private static final String NAME = "kafka";
  private static final String MAIN = "kafka.Kafka";
  private static final String FORMAT = "kafka.tools.StorageTool";

  private final String bootstrapServers;
  private final @Nullable ServerProcess process;
  private final @Nullable FaultyLink link;

  private KafkaServer(
      String bootstrapServers, @Nullable ServerProcess process, @Nullable FaultyLink link) {
    this.bootstrapServers = bootstrapServers;
    this.process = process;
    this.link = link;
  }

  /**
   * The brokers in {@code duly.kafka.bootstrap} or {@code DULY_KAFKA_BOOTSTRAP}; else a server of
   * our own.
   *
   * @throws ServerFailure if Kafka is not on the class path, or does not come up
   */
  public static KafkaServer find() {
    String given =
        System.getProperty("duly.kafka.bootstrap", System.getenv("DULY_KAFKA_BOOTSTRAP"));
    return given == null ? own() : new KafkaServer(given, null, null);
  }

  /**
   * Starts a server of our own: on loopback, in a temporary directory.
   *
   * @param settings lines of {@code server.properties}
   * @throws ServerFailure as above
   */
  public static KafkaServer own(String... settings) {
    int port = ServerProcess.freePort();
    ServerProcess process = start(port, port, settings);
    return new KafkaServer("127.0.0.1:" + port, process, null);
  }

  /**
   * As {@link #own}, with a {@link #link} that all clients go through: it is the address that the
   * server gives them.
   */
  public static KafkaServer ownBehindLink(String... settings) {
    int port = ServerProcess.freePort();
    FaultyLink link = FaultyLink.to("127.0.0.1", port);
    try {
      ServerProcess process = start(port, link.port(), settings);
      return new KafkaServer("127.0.0.1:" + link.port(), process, link);
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }

  private static ServerProcess start(int port, int advertised, String... settings) {
    try {
      Class.forName(MAIN, false, KafkaServer.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new ServerFailure(
          "no Kafka here: org.apache.kafka:kafka_2.13 is not on the class path of the test, and no"
              + " address is given in duly.kafka.bootstrap",
          e);
    }
    ServerDirectory directory = ServerDirectory.createOwn(NAME);
    int controller = ServerProcess.freePort();
    ServerProcess process =
        new ServerProcess(
            NAME,
            directory,
            java(directory, MAIN, ServerProcess.CONFIGURATION),
            List.of(
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controller,
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners=PLAINTEXT://127.0.0.1:" + advertised,
                "controller.listener.names=CONTROLLER",
                "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                "log.dirs=" + directory.path().resolve("data"),
                "auto.create.topics.enable=false",
                "offsets.topic.replication.factor=1",
                "offsets.topic.num.partitions=4",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.initial.rebalance.delay.ms=0",
                // Else a broker that was killed is waited for after it is back.
                "broker.session.timeout.ms=3000"),
            "TERM",
            () -> knock(port));
    process.open(
        settings,
        () -> {
          List<String> format = new ArrayList<>(java(directory, FORMAT, "format"));
          format.addAll(List.of("--cluster-id", "MkU3OEVBNTcwNTJENDM2Qk"));
          format.addAll(
              List.of(
                  "--config", directory.path().resolve(ServerProcess.CONFIGURATION).toString()));
          directory.run(format);
        });
    return process;
  }

  /** Clients wait for the rest themselves. */
  private static void knock(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }

  private static List<String> java(ServerDirectory directory, String main, String argument) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        classPath(),
        main,
        argument.equals(ServerProcess.CONFIGURATION)
            ? directory.path().resolve(argument).toString()
            : argument);
  }

  /** The server runs in a directory of its own. */
  private static String classPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .map(each -> Path.of(each).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** As clients want it. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** What lies between clients and a server of {@link #ownBehindLink}. */
  public FaultyLink link() {
    if (link == null) {
      throw new IllegalStateException("nothing lies before the server");
    }
    return link;
  }

  /** Kills a server of our own with SIGKILL; {@link #start} brings it back. */
  public void kill() {
    own(process).kill();
  }

  public void start() {
    own(process).start();
  }

  private static ServerProcess own(@Nullable ServerProcess process) {
    if (process == null) {
      throw new IllegalStateException("the server is not ours");
    }
    return process;
  }

  @Override
  public void close() {
    if (link != null) {
      link.close();
    }
    if (process != null) {
      process.close();
    }
  }
}
