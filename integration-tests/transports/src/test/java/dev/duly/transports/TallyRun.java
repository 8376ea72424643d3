/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.transports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.duly.kafka.KafkaTransport;
import dev.duly.runtime.topology.ConsumerSpec;
import dev.duly.runtime.topology.Topology;
import dev.duly.servers.ChildProcess;
import dev.duly.servers.Database;
import dev.duly.servers.DatabaseServer;
import dev.duly.servers.KafkaServer;
import dev.duly.servers.PostgresServer;
import dev.duly.transports.tally.TallyProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka, a database, and processes of one application that counts what it is sent. */
final class TallyRun implements AutoCloseable {
  static final int COUNTERS = 64;

  private static final String PREFIX = "tally.";
  private static final String CHANNEL = "steps";
  private static final String GROUP = "tally";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What a test looks at while a process sleeps. */
  interface Meanwhile {
    void see() throws Exception;
  }

  private final Path directory;
  private final KafkaServer kafka;
  private final DatabaseServer databases;
  private final Database database;
  private final Connection connection;
  private final Producer<byte[], byte[]> producer;
  private final Admin admin;
  private final List<ChildProcess> members = new ArrayList<>();
  private final List<SentSteps> partitions = new ArrayList<>();
  private int sent;

  TallyRun(Path directory, int partitionCount) throws Exception {
    this.directory = directory;
    this.kafka = KafkaServer.ownBehindLink("group.min.session.timeout.ms=1000");
    this.databases = PostgresServer.find();
    this.database = databases.createDatabase();
    this.connection = database.connect();
    createTables();
    for (int partition = 0; partition < partitionCount; partition++) {
      partitions.add(new SentSteps());
    }
    provision(partitionCount);
    Map<String, Object> properties =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "delivery.timeout.ms", 300_000);
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private void provision(int partitionCount) {
    try (KafkaTransport transport =
        KafkaTransport.builder(kafka.bootstrapServers())
            .prefix(PREFIX)
            .partitions(partitionCount)
            .build()) {
      transport.provision(
          new Topology(
              new TreeSet<>(Set.of(CHANNEL)),
              List.of(new ConsumerSpec(CHANNEL, GROUP, Set.of("step"), Duration.ofSeconds(30))),
              new TreeSet<>()));
    }
  }

  private void createTables() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // Else what a paused process has locked waits for it, whoever has its partitions.
      statement.execute(
          "ALTER DATABASE " + database.name() + " SET idle_in_transaction_session_timeout = '2s'");
      // Nothing here refuses a second row: that is for the guard.
      statement.execute("CREATE TABLE step (counter INTEGER, number INTEGER, previous INTEGER)");
      statement.execute("CREATE TABLE counter (counter INTEGER PRIMARY KEY, number INTEGER)");
      statement.execute(
          "INSERT INTO counter SELECT c, 0 FROM generate_series(0, " + (COUNTERS - 1) + ") c");
    }
  }

  KafkaServer kafka() {
    return kafka;
  }

  List<ChildProcess> members() {
    return members;
  }

  int sent() {
    return sent;
  }

  /** Starts one more process, and waits until it works. */
  ChildProcess join() throws Exception {
    ChildProcess member =
        new ChildProcess(
            TallyProcess.class,
            directory.resolve("log"),
            Map.of("TALLY_PASSWORD", database.password()),
            List.of(kafka.bootstrapServers(), PREFIX, database.url(), database.user()));
    members.add(member);
    assertThat(member.line()).as(log()).isEqualTo("ready");
    return member;
  }

  /** Lets a process end in good order. */
  void leave(ChildProcess member) throws Exception {
    members.remove(member);
    member.endInput();
    assertThat(member.exitValue()).as(log()).isZero();
    member.close();
  }

  /** Ends a process with SIGKILL. */
  void kill(ChildProcess member) throws IOException {
    members.remove(member);
    member.close();
  }

  /** Sends the next steps, of each counter in turn; their places are known when it returns. */
  void send(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      int counter = sent % COUNTERS;
      int number = 1 + sent / COUNTERS;
      String body = "{\"counter\":%d,\"number\":%d}".formatted(counter, number);
      ProducerRecord<byte[], byte[]> step =
          new ProducerRecord<>(
              PREFIX + CHANNEL,
              Integer.toString(counter).getBytes(StandardCharsets.UTF_8),
              body.getBytes(StandardCharsets.UTF_8));
      step.headers().add("ce_type", "step".getBytes(StandardCharsets.UTF_8));
      var unused =
          producer.send(
              step,
              (place, failure) -> {
                if (failure == null) {
                  partitions.get(place.partition()).add(place.offset(), counter, number);
                }
              });
      sent++;
    }
    producer.flush();
    assertThat(partitions.stream().mapToInt(SentSteps::size).sum()).isEqualTo(sent);
  }

  /** How far each counter has come. */
  int[] counters() throws SQLException {
    int[] numbers = new int[COUNTERS];
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT counter, number FROM counter")) {
      while (rows.next()) {
        numbers[rows.getInt(1)] = rows.getInt(2);
      }
    }
    return numbers;
  }

  /** How far the one has come that is furthest behind. */
  int slowestCounter() throws SQLException {
    return IntStream.of(counters()).min().orElseThrow();
  }

  /** What was sent, by partition. */
  List<SentSteps> partitions() {
    return partitions;
  }

  /**
   * Stops a process for as long as it takes until the broker misses it, and lets it go on.
   *
   * @param meanwhile what is to be seen before it does
   */
  void pause(ChildProcess member, Meanwhile meanwhile) throws Exception {
    // One that comes back late would be taken for the one that is missed.
    await("all are members", () -> membersInGroup() == members.size());
    member.pause();
    meanwhile.see();
    await("one is missed", () -> membersInGroup() < members.size());
    member.resume();
  }

  private int membersInGroup() throws Exception {
    return admin
        .describeConsumerGroups(List.of(PREFIX + GROUP))
        .all()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .get(PREFIX + GROUP)
        .members()
        .size();
  }

  /** Steps that lie before a committed offset and are not counted. */
  int committedUnfinished() throws Exception {
    var offsets =
        admin
            .listConsumerGroupOffsets(PREFIX + GROUP)
            .partitionsToOffsetAndMetadata()
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    // Only then: what is counted later proves nothing of a commit.
    int[] counted = counters();
    int unfinished = 0;
    for (var each : offsets.entrySet()) {
      if (each.getKey().topic().equals(PREFIX + CHANNEL)) {
        unfinished +=
            partitions
                .get(each.getKey().partition())
                .unfinishedBefore(each.getValue().offset(), counted);
      }
    }
    return unfinished;
  }

  /** Waits for a condition, and fails with what the processes have logged. */
  void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime() - deadline).as("%s; %s", what, log()).isNegative();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Waits until all is counted, ends what is left and says what became of the steps. */
  String end() throws Exception {
    int last = sent / COUNTERS;
    await("all is counted", () -> slowestCounter() >= last);
    for (ChildProcess member : List.copyOf(members)) {
      leave(member);
    }
    long rows = number("SELECT COUNT(*) FROM step");
    long steps = number("SELECT COUNT(*) FROM (SELECT DISTINCT counter, number FROM step) s");
    long reordered = number("SELECT COUNT(*) FROM step WHERE number <> previous + 1");
    return "messages=%d lost=%d duplicated=%d reordered=%d"
        .formatted(sent, sent - steps, rows - steps, reordered);
  }

  private long number(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private String log() throws IOException {
    Path log = directory.resolve("log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  @Override
  public void close() throws IOException, SQLException {
    for (ChildProcess member : members) {
      member.close();
    }
    producer.close(Duration.ZERO);
    admin.close(Duration.ZERO);
    connection.close();
    database.close();
    databases.close();
    kafka.close();
  }
}
