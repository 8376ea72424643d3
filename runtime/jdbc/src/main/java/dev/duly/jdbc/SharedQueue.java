/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.jdbc;

import dev.duly.runtime.transport.Outgoing;
import dev.duly.runtime.transport.Transport;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A queue in a database server, shared by processes. */
public interface SharedQueue extends Transport {

  /**
   * Sends {@code batch} when it is due, by the clock of the server; completes when it is stored.
   * Until it is due it is neither browsed nor located. It takes its place in the order of its key
   * when it becomes due, up to half a second late.
   */
  CompletionStage<Void> sendLater(List<Outgoing> batch, Instant due);

  /**
   * Sends to one group again what it was sent since {@code since} and is still kept, in its order
   * and behind what is in the queue. The guard of the group recognises what it has done.
   *
   * @return how many messages
   * @throws dev.duly.runtime.TransportException if the group does not consume the channel, or the
   *     database did not answer: some of the messages may have been sent
   */
  long replay(String channel, String group, Instant since);
}
