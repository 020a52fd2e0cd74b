package dev.migrationsentry.cli;

import picocli.CommandLine.IVersionProvider;

/// The version of this program, from the jar's manifest.
final class Version implements IVersionProvider {
  /// The version, or `development` when the program does not run from its jar.
  static String current() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"migration-sentry " + current()};
  }
}
