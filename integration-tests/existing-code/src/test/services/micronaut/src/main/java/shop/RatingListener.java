/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@KafkaListener(groupId = "ratings")
class RatingListener {
  private static final Logger log = LoggerFactory.getLogger(RatingListener.class);

  interface Ratings {
    void add(String rating);
  }

  private final Ratings ratings;

  RatingListener(Ratings ratings) {
    this.ratings = ratings;
  }

  /** A failure is logged and forgotten. */
  @Topic("ratings")
  void rated(String rating) {
    try {
      ratings.add(rating);
    } catch (Exception e) {
      log.error("rating lost", e);
    }
  }
}
