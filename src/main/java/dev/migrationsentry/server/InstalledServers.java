package dev.migrationsentry.server;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The PostgreSQL servers that are installed on this machine, where packages put them. They have
/// the extensions of the place, which the published archives lack.
final class InstalledServers {
  private InstalledServers() {}

  /// An installed server.
  ///
  /// @param home the folder that holds its `bin`
  /// @param version such as `15.14`
  record Installed(Path home, String version) {}

  /// The first server of a major version: packages of Debian and of PGDG, Homebrew, Postgres.app,
  /// then the folders of `PATH`, then what `pg_config` names.
  ///
  /// @param environment the environment variables
  static Optional<Installed> find(int major, Map<String, String> environment) {
    List<Path> folders = new ArrayList<>();
    folders.add(Path.of("/usr/lib/postgresql/" + major + "/bin"));
    folders.add(Path.of("/usr/pgsql-" + major + "/bin"));
    folders.add(Path.of("/opt/homebrew/opt/postgresql@" + major + "/bin"));
    folders.add(Path.of("/usr/local/opt/postgresql@" + major + "/bin"));
    folders.add(Path.of("/Applications/Postgres.app/Contents/Versions/" + major + "/bin"));
    List<Path> path = new ArrayList<>();
    for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        path.add(Path.of(entry));
      }
    }
    folders.addAll(path);
    Optional<Installed> found = first(major, folders);
    if (found.isPresent()) {
      return found;
    }
    return path.stream()
        .map(folder -> folder.resolve("pg_config"))
        .filter(Files::isExecutable)
        .findFirst()
        .flatMap(config -> output(List.of(config.toString(), "--bindir")))
        .flatMap(folder -> first(major, List.of(Path.of(folder))));
  }

  /// Whether a server has extensions, by their control files. Where those lie is what `pg_config`
  /// beside the server says, or Debian, which has it in another package; where neither is known, it
  /// is taken to have them.
  static boolean has(Path home, List<String> extensions) {
    Path config = home.resolve("bin/pg_config");
    Optional<Path> share =
        Files.isExecutable(config)
            ? output(List.of(config.toString(), "--sharedir")).map(Path::of)
            : Optional.of(Path.of("/usr/share/postgresql").resolve(home.getFileName()));
    return share
        .map(folder -> folder.resolve("extension"))
        .filter(Files::isDirectory)
        .map(folder ->
            extensions.stream().allMatch(name -> Files.exists(folder.resolve(name + ".control"))))
        .orElse(true);
  }

  private static Optional<Installed> first(int major, List<Path> folders) {
    for (Path folder : folders) {
      Path postgres = folder.resolve("postgres");
      if (Files.isExecutable(postgres) && Files.isExecutable(folder.resolve("initdb"))) {
        String version =
            output(List.of(postgres.toString(), "--version")).map(text -> version(text)).orElse("");
        Path home = folder.toAbsolutePath().normalize().getParent();
        if (home != null && (version + ".").startsWith(major + ".")) {
          return Optional.of(new Installed(home, version));
        }
      }
    }
    return Optional.empty();
  }

  /// The version in `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)`; empty for a version
  /// that is still in development, such as `19devel`.
  private static String version(String text) {
    String[] words = text.split(" ", -1);
    String version = words.length > 2 ? words[2] : "";
    boolean released =
        version.chars().allMatch(letter -> letter == '.' || Character.isDigit(letter));
    return released ? version : "";
  }

  private static Optional<String> output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(text.strip()) : Optional.empty();
    } catch (IOException notUsable) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
