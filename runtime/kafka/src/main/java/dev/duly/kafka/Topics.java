/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.kafka;

import dev.duly.runtime.StartupException;
import dev.duly.runtime.topology.ConsumerSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates what is missing; never changes or deletes what is there. */
final class Topics implements AutoCloseable {
  private final KafkaSettings settings;
  private final Admin admin;

  Topics(KafkaSettings settings) {
    this.settings = settings;
    int patience = settings.patienceMillis();
    try {
      this.admin =
          Admin.create(
              settings.with(
                  Map.of(
                      AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, patience,
                      AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, patience)));
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  /** The topics in which processes tell each other what Kafka knows nothing of. */
  void prepare() {
    Map<String, String> compacted = Map.of("cleanup.policy", "compact");
    create(
        missing(
            List.of(
                new NewTopic(
                        settings.topic(Routing.GROUPS),
                        Optional.of(1),
                        Optional.of(settings.replicas()))
                    .configs(compacted),
                new NewTopic(
                        settings.topic(RestingRecords.REMOVED),
                        Optional.of(1),
                        Optional.of(settings.replicas()))
                    .configs(compacted))));
  }

  /** Topics for channels. */
  void provide(Collection<String> channels) {
    List<NewTopic> missing =
        missing(
            channels.stream()
                .map(
                    channel ->
                        new NewTopic(
                            settings.topic(channel),
                            Optional.of(settings.partitions()),
                            Optional.of(settings.replicas())))
                .toList());
    if (!missing.isEmpty() && !settings.provisioning()) {
      throw new StartupException(
          "DulyKafkaTopicMissing",
          "Kafka at "
              + settings.brokers()
              + " has no topics "
              + missing.stream().map(NewTopic::name).sorted().toList()
              + ", and provisioning is off.",
          "Create them, or turn provisioning on.");
    }
    create(missing);
  }

  private List<NewTopic> missing(List<NewTopic> wanted) {
    Set<String> known = answer(admin.listTopics().names());
    return wanted.stream().filter(topic -> !known.contains(topic.name())).toList();
  }

  private void create(List<NewTopic> missing) {
    for (KafkaFuture<Void> each : admin.createTopics(missing).values().values()) {
      try {
        await(each);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw unusable(e);
        }
        // Another process was first, which is what was wanted.
      }
    }
  }

  /** Where a group that is new to a channel begins: at its end, if it is not the first group. */
  void beginGroup(ConsumerSpec consumer, Routing routing) {
    if (routing.knows(consumer) || !routing.hasGroup(consumer.channel())) {
      return;
    }
    String group = settings.groupId(consumer.group());
    Map<TopicPartition, OffsetAndMetadata> known =
        answer(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicPartition each : partitionsOf(settings.topic(consumer.channel()))) {
      if (!known.containsKey(each)) {
        wanted.put(each, OffsetSpec.latest());
      }
    }
    Map<TopicPartition, ListOffsetsResultInfo> ends = answer(admin.listOffsets(wanted).all());
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    ends.forEach((partition, end) -> offsets.put(partition, new OffsetAndMetadata(end.offset())));
    if (!offsets.isEmpty()) {
      answer(admin.alterConsumerGroupOffsets(group, offsets).all());
    }
  }

  private List<TopicPartition> partitionsOf(String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    answer(admin.describeTopics(List.of(topic)).allTopicNames())
        .forEach(
            (name, description) ->
                description
                    .partitions()
                    .forEach(each -> partitions.add(new TopicPartition(name, each.partition()))));
    return partitions;
  }

  private <T> T answer(KafkaFuture<T> future) {
    try {
      return await(future);
    } catch (ExecutionException e) {
      throw unusable(e);
    }
  }

  private <T> T await(KafkaFuture<T> future) throws ExecutionException {
    try {
      return future.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unusable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unusable(e);
    }
  }

  private StartupException unusable(Exception cause) {
    return new StartupException(
        "DulyKafkaUnusable",
        "Kafka at "
            + settings.brokers()
            + " does not do what is needed within "
            + settings.patience()
            + ".",
        "See whether the brokers are up, and whether the user may describe and create topics.",
        cause);
  }

  @Override
  public void close() {
    admin.close(settings.patience());
  }
}
