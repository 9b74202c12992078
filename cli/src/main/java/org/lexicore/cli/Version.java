package org.lexicore.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that was built, from the jar's manifest. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  /** What {@code --version} prints. */
  static String line() {
    return "lexicore " + text();
  }

  /** The version, or "development" when it runs from classes. */
  public static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
