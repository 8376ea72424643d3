/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.apis;

import com.google.errorprone.VisitorState;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** What the name of a topic says of the messages in it. Words count, not parts of words. */
public enum TopicNames {
  /** A lost message is no loss. */
  BEAR_LOSS("telemetry|metrics?|logs?|logging|notif.*|sms|e?mails?|mailing"),
  /** Nobody needs the messages in order. */
  NEED_NO_ORDER(
      BEAR_LOSS.words
          + "|errors?|dlqs?|dlts?|dead|deadletters?|retry|retries|audits?|auditing"
          // Whoever asked waits for it, by its correlation.
          + "|repl(y|ies)|responses?");

  private final Pattern words;

  TopicNames(String words) {
    this.words = Pattern.compile(words);
  }

  /** Whether a name says so, or has a word that the build's options name. */
  public boolean fit(String name, VisitorState state) {
    List<String> parts = Words.of(name);
    return parts.stream().anyMatch(part -> words.matcher(part).matches())
        || Options.of(state).lossyTopics().stream()
            .map(Words::of)
            .anyMatch(named -> Collections.indexOfSubList(parts, named) >= 0);
  }
}
