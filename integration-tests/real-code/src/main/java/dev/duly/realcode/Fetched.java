/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.realcode;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a project consists of on this machine.
 *
 * @param sources the sources jar
 * @param classPath the published jar, for what was generated into it, and all it depends on
 * @param missing dependencies that the repository does not have
 */
public record Fetched(Path sources, List<Path> classPath, List<String> missing) {
  /** The class path as javac wants it. */
  public String classPathText() {
    return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
