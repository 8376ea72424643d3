/* SPDX-License-Identifier: Apache-2.0 */
package dev.duly.shop;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** The version of the jar this runs from. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    @Nullable String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"shop " + (version == null ? "(not from a jar)" : version)};
  }
}
