/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.checks.report.sarif;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * The directory that paths in the report start from. Compares paths as text, so that a log from
 * Windows can be read anywhere.
 */
public final class SourceRoot {
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:(?:/.*)?");
  private static final String UNESCAPED = "-._~/!$&'()*+,;=@";

  /** At the start of a relative URI it would end a scheme. */
  private static final String COLON = ":";

  private final String root;

  /**
   * @param directory an absolute path
   */
  public SourceRoot(String directory) {
    root = simplified(directory);
  }

  /** Whether a path is absolute on Windows, wherever this runs. */
  public static boolean isWindowsPath(String path) {
    return DRIVE.matcher(slashes(path)).matches();
  }

  /**
   * Where a file of the log is. A relative path is taken to start from the root; a file outside of
   * the root gets an absolute {@code file:} URI.
   */
  public Place locate(String path) {
    String file = slashes(path);
    boolean absolute = file.startsWith("/") || isWindowsPath(file);
    String whole = simplified(absolute ? file : root + "/" + file);
    String prefix = root.endsWith("/") ? root : root + "/";
    if (whole.regionMatches(isWindowsPath(root), 0, prefix, 0, prefix.length())) {
      return new Place(encoded(whole.substring(prefix.length()), ""), true);
    }
    return new Place(
        "file://" + encoded(whole.startsWith("/") ? whole : "/" + whole, COLON), false);
  }

  /** Maven writes {@code /C:/…}. */
  private static String slashes(String path) {
    String slashed = path.replace('\\', '/');
    return slashed.startsWith("/") && DRIVE.matcher(slashed.substring(1)).matches()
        ? slashed.substring(1)
        : slashed;
  }

  private static String simplified(String absolute) {
    String path = slashes(absolute);
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/", -1)) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return (path.startsWith("/") ? "/" : "") + String.join("/", names);
  }

  private static String encoded(String path, String alsoUnescaped) {
    String kept = UNESCAPED + alsoUnescaped;
    StringBuilder uri = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0);
      uri.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
    }
    return uri.toString();
  }

  /**
   * A file as SARIF names it.
   *
   * @param uri percent-encoded; relative to the root if {@code inRoot}, otherwise absolute
   */
  public record Place(String uri, boolean inRoot) {}
}
