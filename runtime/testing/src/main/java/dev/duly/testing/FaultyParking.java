/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.testing;

import dev.duly.runtime.store.ParkedCount;
import dev.duly.runtime.store.ParkedDrop;
import dev.duly.runtime.store.ParkedEntry;
import dev.duly.runtime.store.ParkedKey;
import dev.duly.runtime.store.ParkedState;
import dev.duly.runtime.store.Parking;
import dev.duly.runtime.topology.MessageKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A parking as one process sees it whose {@link Faults} are planned. */
record FaultyParking(Parking parking, Faults faults) implements Parking {
  @Override
  public ParkedCount count(String group) {
    return faults.around(
        PortCall.LIST_PARKED,
        () -> " " + group,
        FaultyStore::failed,
        () -> parking.count(group),
        count -> Long.toString(count.messages()));
  }

  @Override
  public List<ParkedKey> keys(String group, long after, int max) {
    return faults.around(
        PortCall.LIST_PARKED,
        () -> " " + group,
        FaultyStore::failed,
        () -> parking.keys(group, after, max),
        keys -> String.join(" ", keys.stream().map(ParkedKey::key).toList()));
  }

  @Override
  public List<ParkedEntry> messages(String group, String key, long after, int max) {
    return faults.around(
        PortCall.LIST_PARKED,
        () -> " " + group + " " + key,
        FaultyStore::failed,
        () -> parking.messages(group, key, after, max),
        entries -> Integer.toString(entries.size()));
  }

  @Override
  public void failedAgain(ParkedEntry entry, Map<String, String> failure) {
    faults.around(
        PortCall.PARKED_AGAIN,
        () -> " " + entry.message().key(),
        FaultyStore::failed,
        () -> parking.failedAgain(entry, failure));
  }

  @Override
  public boolean dropFirst(ParkedEntry entry, String who, String why, Instant at) {
    return faults.around(
        PortCall.DROP_PARKED,
        () -> " " + entry.message().key(),
        FaultyStore::failed,
        () -> parking.dropFirst(entry, who, why, at),
        String::valueOf);
  }

  @Override
  public int dropKey(String group, String key, String who, String why, Instant at) {
    return faults.around(
        PortCall.DROP_PARKED,
        () -> " " + group + " " + key,
        FaultyStore::failed,
        () -> parking.dropKey(group, key, who, why, at),
        count -> Integer.toString(count));
  }

  @Override
  public List<ParkedDrop> drops(String group, long after, int max) {
    return faults.around(
        PortCall.LIST_PARKED,
        () -> " " + group,
        FaultyStore::failed,
        () -> parking.drops(group, after, max),
        drops -> Integer.toString(drops.size()));
  }

  @Override
  public Optional<ParkedState> state(
      String group, String channel, String messageId, MessageKey key) {
    return faults.around(
        PortCall.PARKED_STATE,
        () -> " " + key,
        FaultyStore::failed,
        () -> parking.state(group, channel, messageId, key),
        Optional::toString);
  }
}
