/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@ApplicationScoped
class TrackingService {
  private static final Logger log = LoggerFactory.getLogger(TrackingService.class);

  interface Parcels {
    void moved(String parcel);
  }

  private final Parcels parcels;
  private final Emitter<String> arrivals;

  TrackingService(Parcels parcels, @Channel("arrivals") Emitter<String> arrivals) {
    this.parcels = parcels;
    this.arrivals = arrivals;
  }

  /** A failure is logged and forgotten. */
  @Incoming("moves")
  void moved(String parcel) {
    try {
      parcels.moved(parcel);
    } catch (Exception e) {
      log.error("lost sight of {}", parcel, e);
    }
  }

  /** Acknowledged before it is handled. */
  @Incoming("scans")
  @Acknowledgment(Acknowledgment.Strategy.PRE_PROCESSING)
  void scanned(String parcel) {
    parcels.moved(parcel);
  }

  /** Arrivals of one parcel overtake each other. */
  void arrived(String parcel) {
    arrivals.send(parcel).toCompletableFuture().join();
  }

  /** Right. */
  @Incoming("returns")
  CompletionStage<Void> returned(Message<String> parcel) {
    parcels.moved(parcel.getPayload());
    return parcel.ack();
  }
}
