/* SPDX-License-Identifier: Apache-2.0 */
package shop;

import io.micronaut.configuration.kafka.annotation.ErrorStrategy;
import io.micronaut.configuration.kafka.annotation.ErrorStrategyValue;
import io.micronaut.configuration.kafka.annotation.KafkaListener;
import io.micronaut.configuration.kafka.annotation.Topic;

/** Right: a failed message is tried again. */
@KafkaListener(
    groupId = "reviews",
    errorStrategy = @ErrorStrategy(value = ErrorStrategyValue.RETRY_ON_ERROR, retryCount = 5))
class ReviewListener {
  interface Reviews {
    void add(String review);
  }

  private final Reviews reviews;

  ReviewListener(Reviews reviews) {
    this.reviews = reviews;
  }

  @Topic("reviews")
  void reviewed(String review) {
    reviews.add(review);
  }
}
