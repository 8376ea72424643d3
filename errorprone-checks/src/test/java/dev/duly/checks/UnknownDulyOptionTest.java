/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownDulyOptionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XepOpt:Duly:BrokerTypes=com.example.Bus,com.example.Queue",
        "-XepOpt:Duly:PublisherMethods=com.example.Bus#emit,com.example.Queue#*",
        "-XepOpt:Duly:LossyTopics=heartbeat",
        "-XepOpt:NullAway:AnnotatedPackages=com.example",
      })
  void staysSilentOnOptionsThatAre(String option) {
    Compile.with(UnknownDulyOption.class, getClass())
        .args(option)
        .file("Any.java", "class Any { }")
        .isSilent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XepOpt:Duly:BrokerType=com.example.Bus",
        "-XepOpt:Duly:brokertypes=com.example.Bus",
        "-XepOpt:Duly:PublisherMethods=com.example.Bus.emit",
      })
  void findsOptionsThatDoNothing(String option) {
    Compile.with(UnknownDulyOption.class, getClass())
        .args(option)
        .file("Any.java", "// BUG: Diagnostic contains: -XepOpt:Duly:\nclass Any { }")
        .finds();
  }

  @Test
  void saysItOnce() {
    Compile.with(UnknownDulyOption.class, getClass())
        .args("-XepOpt:Duly:Brokers=com.example.Bus")
        .file(
            "Any.java",
            "// BUG: Diagnostic contains: There are: Duly:BrokerTypes, Duly:Publ\nclass Any { }")
        .file("Other.java", "class Other { }")
        .finds();
  }
}
