/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcessTreeTest {
  @Test
  void killsChildrenThatWouldOutliveTheirParent() throws Exception {
    Process parent = new ProcessBuilder("sh", "-c", "sleep 300 & sleep 300 & wait").start();
    await().until(() -> parent.descendants().count() == 2);
    List<ProcessHandle> children = parent.descendants().toList();
    ProcessTree.kill(parent.toHandle());
    assertThat(parent.waitFor()).isNotZero();
    await().until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }
}
