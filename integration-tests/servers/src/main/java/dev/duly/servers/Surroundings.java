/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the machine tells about its servers.
 *
 * @param programs the root of the file system in which packages put their programs
 */
record Surroundings(Properties properties, Map<String, String> variables, Path programs) {
  private static final Pattern VERSION = Pattern.compile("\\d+(\\.\\d+)?");

  static Surroundings ofThisProcess() {
    return new Surroundings(System.getProperties(), System.getenv(), Path.of("/"));
  }

  /** The address given as {@code duly.<server>.url} or {@code DULY_<SERVER>_URL}, if any. */
  private @Nullable Address named(String server) {
    String url = given(server, "url");
    return url == null
        ? null
        : new Address(url, orEmpty(given(server, "user")), orEmpty(given(server, "password")));
  }

  /**
   * The address that is given or, if none is, the standard one where it is on loopback and answers.
   *
   * @throws ServerFailure if the one that is given does not answer
   */
  @Nullable Address find(String server, @Nullable Address standard) {
    Address named = named(server);
    if (named != null) {
      try {
        named.connect().close();
        return named;
      } catch (SQLException e) {
        throw new ServerFailure(
            "the address given in duly.%s.url does not answer: %s".formatted(server, named), e);
      }
    }
    if (standard == null || !isLoopback(Address.uri(standard.url()).getHost())) {
      return null;
    }
    try {
      standard.connect().close();
      return standard;
    } catch (SQLException e) {
      return null;
    }
  }

  private @Nullable String given(String server, String what) {
    String property = properties.getProperty("duly." + server + "." + what);
    return property != null
        ? property
        : variables.get(("DULY_" + server + "_" + what).toUpperCase(Locale.ROOT));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  String variable(String name, String otherwise) {
    return variables.getOrDefault(name, otherwise);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The directories {@code <version>/bin} below a root, the newest version first. */
  List<Path> versions(String root) {
    Path directory = programs.resolve(root);
    List<Path> found = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
        all.forEach(version -> found.add(version.resolve("bin")));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    found.sort(Comparator.comparingDouble(Surroundings::version).reversed());
    return found;
  }

  /** The last name in a path that is a version, like the 15 in {@code 15/bin}; 0 without one. */
  static double version(Path path) {
    double version = 0;
    for (Path name : path) {
      if (VERSION.matcher(name.toString()).matches()) {
        version = Double.parseDouble(name.toString());
      }
    }
    return version;
  }

  /**
   * A program of a server: in the directory given as {@code duly.<server>.bin} or {@code
   * DULY_<SERVER>_BIN}, and nowhere else if one is given; in one of the usual directories or, after
   * them, on the path.
   *
   * @param server as in the names of the properties
   * @param wayOut how to get it
   * @throws ServerFailure if it is not there, with the way out
   */
  Path program(String server, String name, List<Path> usual, String wayOut) {
    String given = given(server, "bin");
    if (given != null) {
      return inDirectory(server, Path.of(given).toAbsolutePath(), name);
    }
    List<Path> all = new ArrayList<>(usual);
    for (String entry : variable("PATH", "").split(":", -1)) {
      if (!entry.isEmpty()) {
        all.add(Path.of(entry));
      }
    }
    return all.stream()
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new ServerFailure(
                    "no %s here: %s is neither in %s nor on the path, and no address is given; %s"
                        .formatted(server, name, usual, wayOut)));
  }

  private static Path inDirectory(String server, Path directory, String name) {
    Path program = directory.resolve(name);
    if (!Files.isExecutable(program)) {
      throw new ServerFailure(
          "the directory given in duly.%s.bin has no program %s: %s"
              .formatted(server, name, directory));
    }
    return program;
  }
}
