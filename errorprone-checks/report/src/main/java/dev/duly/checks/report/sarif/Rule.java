/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A check as the report describes it. The build puts Duly's pages into the jar, so their checks
 * have a summary and a text; of another check only its name and its link are known.
 *
 * @param summary what the check finds, or its name as words
 * @param page the page in Markdown
 */
record Rule(String id, @Nullable String link, String summary, @Nullable String page) {
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  /** A page begins with its name, its severity and its summary; PagesTest of the checks says so. */
  private static final Pattern PAGE =
      Pattern.compile("# \\w+\\n\\n\\*\\*[A-Z]+\\.\\*\\* (?<summary>[^\\n]+)\\n.*", Pattern.DOTALL);

  static Rule of(String check, @Nullable String link) {
    String page = link != null && DulyChecks.isPage(link) ? page(check) : null;
    if (page != null) {
      Matcher parts = PAGE.matcher(page);
      if (parts.matches()) {
        return new Rule(check, link, parts.group("summary"), page);
      }
    }
    return new Rule(check, link, words(check) + ".", page);
  }

  private static String words(String check) {
    String words = WORD_START.matcher(check).replaceAll(" ").toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static @Nullable String page(String check) {
    try (InputStream page = Rule.class.getResourceAsStream("pages/" + check + ".md")) {
      return page == null
          ? null
          : new String(page.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
