/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis.frameworks;

/** Spring Cloud Stream: its old annotations, and functions that are beans. */
final class SpringCloudStream {
  static final Framework SPRING_CLOUD_STREAM =
      Framework.named("Spring Cloud Stream")
          .afterFailure("the binder retries it and can keep it in a dead-letter destination")
          .handlers("org.springframework.cloud.stream.annotation.StreamListener")
          .brokers("org.springframework.cloud.stream.function.StreamOperations")
          .publishedBy("org.springframework.cloud.stream.function.StreamOperations#send")
          .functionBeansWith("org.springframework.cloud.stream.function.StreamBridge")
          .build();

  private SpringCloudStream() {}
}
