/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import dev.duly.checks.report.log.Finding;

/** Tells Duly's checks from others by their link, which Error Prone prints with every finding. */
public final class DulyChecks {
  private static final String PAGES = "https://duly.dev/checks/";

  private DulyChecks() {}

  public static boolean found(Finding finding) {
    String link = finding.link();
    return link != null && isPage(link);
  }

  static boolean isPage(String link) {
    return link.startsWith(PAGES);
  }
}
