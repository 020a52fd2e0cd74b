package dev.migrationsentry.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folders in which unpacked servers are kept between runs, and those in which servers run.
///
/// @param folder where unpacked servers and prepared data folders are kept
/// @param volatileFolder a file system in memory for running servers, or null to run them below
///   `folder`
/// @param sources where the archives of servers come from
record ServerCache(Path folder, @Nullable Path volatileFolder, ArchiveSources sources) {
  /// What a running server may need in memory before the disk is the better place.
  private static final long ENOUGH = 512L << 20;

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /// The cache of this user: `MIGRATION_SENTRY_CACHE`, or `migration-sentry` in `XDG_CACHE_HOME` or
  /// the platform's cache folder. Root's is `/var/cache/migration-sentry`, since the server that
  /// root starts is another user who may not look into root's home.
  ///
  /// @param environment the environment variables
  static ServerCache of(Map<String, String> environment) {
    Path home = Path.of(System.getProperty("user.home", "."));
    String chosen = environment.getOrDefault("MIGRATION_SENTRY_CACHE", "");
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path folder;
    if (!chosen.isEmpty()) {
      folder = Path.of(chosen);
    } else if (System.getProperty("user.name", "").equals("root")) {
      folder = Path.of("/var/cache/migration-sentry");
    } else if (!xdg.isEmpty()) {
      folder = Path.of(xdg, "migration-sentry");
    } else if (System.getProperty("os.name", "").startsWith("Mac")) {
      folder = home.resolve("Library/Caches/migration-sentry");
    } else {
      folder = home.resolve(".cache/migration-sentry");
    }
    return new ServerCache(
        folder.toAbsolutePath(), memory().orElse(null), ArchiveSources.of(environment));
  }

  /// The folder in which fetched archives are kept.
  Path archives() {
    return folder.resolve("archives");
  }

  /// The folder in which data folders with copied schemas are kept.
  Path templates() {
    return folder.resolve("templates");
  }

  /// The folder in which running servers' folders lie where there is no room in memory.
  Path runs() {
    return folder.resolve("running");
  }

  /// Makes a folder that all users may look into, with those above it.
  ///
  /// @throws ServerUnavailableException when it can't be made
  static Path readable(Path folder) {
    try {
      return made(folder);
    } catch (IOException e) {
      throw new ServerUnavailableException(
          "The cache folder "
              + folder
              + " can't be written; set MIGRATION_SENTRY_CACHE to a folder that can");
    }
  }

  private static Path made(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (!Files.isDirectory(folder) && parent != null) {
      made(parent);
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return folder;
  }

  /// Deletes a folder with all that it holds; files that vanish meanwhile are fine.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Optional<Path> memory() {
    try {
      boolean fits =
          Files.isWritable(SHARED_MEMORY)
              && Files.getFileStore(SHARED_MEMORY).type().equals("tmpfs")
              && Files.getFileStore(SHARED_MEMORY).getUsableSpace() >= ENOUGH;
      return fits ? Optional.of(SHARED_MEMORY) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
