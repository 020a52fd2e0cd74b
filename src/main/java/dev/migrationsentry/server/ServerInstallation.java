package dev.migrationsentry.server;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An unpacked PostgreSQL with a data folder that is ready to be copied, both kept between runs:
/// unpacking and `initdb` take seconds, a copy takes a tenth of one.
///
/// @param home the folder that holds `bin`, `lib` and `share`
/// @param data an initialised data folder that no server has run on
/// @param password the superuser's password in `data`
/// @param user who the server runs as
/// @param description which server it is, for people
record ServerInstallation(
    Path home, Path data, String password, ServerUser user, String description) {
  /// The superuser in every data folder.
  static final String SUPERUSER = "postgres";

  private static final String PREPARED = "-prepared";
  private static final String NEW = ".new-";

  /// Who writes to folders that are not complete yet; the lock goes with the process.
  private static final Map<Path, FileLock> UNFINISHED = new ConcurrentHashMap<>();

  /// Finds the installation of a major in the cache, or makes it from the archive of the platform.
  ///
  /// @throws ServerUnavailableException when there is no archive or the server cannot run here
  static ServerInstallation of(int major, ServerCache cache) {
    Platform.Published archive = Platform.current().archive(major);
    String name = archive.version() + "-" + archive.platform();
    try {
      Path folder = ServerCache.readable(cache.folder().resolve("postgres"));
      ServerUser user = ServerUser.find(folder);
      Path home = folder.resolve(name);
      if (!Files.isDirectory(home)) {
        Path jar = cache.sources().find(archive, cache.archives());
        Path unpacked = beside(home);
        ServerArchive.unpack(jar, unpacked);
        publish(unpacked, home);
      }
      Path data = folder.resolve(name + PREPARED);
      if (!Files.isDirectory(data)) {
        if (!user.succeeds("test", "-x", home.resolve("bin/postgres").toString())) {
          throw new ServerUnavailableException(
              "the user that PostgreSQL runs as may not read "
                  + home
                  + "; set MIGRATION_SENTRY_CACHE to a folder that everybody may read");
        }
        initialise(home, data, user);
      }
      String password = Files.readString(passwordFile(data)).strip();
      return new ServerInstallation(
          home,
          data.resolve("data"),
          password,
          user,
          "PostgreSQL " + archive.version() + " for " + archive.platform());
    } catch (IOException e) {
      throw new ServerUnavailableException("PostgreSQL " + major + " could not be set up", e);
    }
  }

  /// A server that somebody has installed, with whatever extensions there are.
  ///
  /// @param home the folder that holds its `bin`
  /// @throws ServerUnavailableException when the server cannot run here
  /// @param version such as `15.14`
  static ServerInstallation installed(Path home, String version, ServerCache cache) {
    try {
      Path folder = ServerCache.readable(cache.folder().resolve("postgres"));
      ServerUser user = ServerUser.find(folder);
      Path data = folder.resolve("installed" + home.toString().replace('/', '-') + PREPARED);
      if (!Files.isDirectory(data)) {
        initialise(home, data, user);
      }
      String password = Files.readString(passwordFile(data)).strip();
      return new ServerInstallation(
          home, data.resolve("data"), password, user, "PostgreSQL " + version + " in " + home);
    } catch (IOException e) {
      throw new ServerUnavailableException("The server in " + home + " could not be set up", e);
    }
  }

  /// The installation of a major with stubs of extensions that are not to be had. Nothing else of
  /// it differs.
  ///
  /// @throws ServerUnavailableException when there is no archive or the server cannot run here
  static ServerInstallation withStubs(int major, ServerCache cache) {
    ServerInstallation plain = of(major, cache);
    Path home =
        plain.home.resolveSibling(plain.home.getFileName() + "-stubs" + ExtensionStubs.VERSION);
    if (!Files.isDirectory(home)) {
      try {
        Path unpublished = beside(home);
        ExtensionStubs.add(plain.home, unpublished, major);
        publish(unpublished, home);
      } catch (IOException e) {
        // A cache that can only be read, without stubs in it.
        return plain;
      }
    }
    return new ServerInstallation(home, plain.data, plain.password, plain.user, plain.description);
  }

  /// The same programs on another data folder, whose superuser has the same password.
  ServerInstallation with(Path otherData) {
    return new ServerInstallation(home, otherData, password, user, description);
  }

  /// A name for the programs and the password, for what depends on both.
  String key() {
    Path prepared = data.getParent();
    String name = prepared == null ? "" : String.valueOf(prepared.getFileName());
    return name
        + "-stubs"
        + ExtensionStubs.VERSION
        + "-"
        + Integer.toHexString(password.hashCode());
  }

  /// What a program of the installation needs in its environment.
  ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LD_LIBRARY_PATH", home.resolve("lib").toString());
    builder.environment().put("LC_ALL", "C");
    builder.environment().keySet().removeIf(variable -> variable.startsWith("PG"));
    return builder;
  }

  private static void initialise(Path home, Path prepared, ServerUser user) throws IOException {
    Path unpublished = beside(prepared);
    Path password = passwordFile(unpublished);
    Files.createFile(password, secretive());
    String secret = DatabaseNames.random(24);
    Files.writeString(password, ScramVerifier.of(secret) + "\n");
    Path data = Files.createDirectory(unpublished.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    user.own(data);
    user.own(password);
    ServerInstallation installation = new ServerInstallation(home, data, "", user, "");
    installation.finish(
        user.run(
            home.resolve("bin/initdb").toString(),
            "--pgdata=" + data,
            "--username=" + SUPERUSER,
            "--auth=scram-sha-256",
            "--pwfile=" + password,
            "--encoding=UTF8",
            "--no-locale",
            "--wal-segsize=1",
            "--no-sync",
            "--no-instructions"));
    Files.delete(password);
    Files.createFile(password, secretive());
    Files.writeString(password, secret + "\n");
    SharedFiles.share(unpublished, prepared, SharedFiles.template0(data));
    publish(unpublished, prepared);
  }

  private static FileAttribute<Set<PosixFilePermission>> secretive() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  /// Copies the prepared data folder to a place that does not exist yet.
  void copyData(Path target) throws IOException {
    finish(copyCommand(target));
  }

  /// The command that copies the prepared data folder to a place that does not exist yet.
  List<String> copyCommand(Path target) {
    return user.run("cp", "-a", data.toString(), target.toString());
  }

  private void finish(List<String> command) throws IOException {
    Process process = process(command).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while running " + command, e);
    }
  }

  private static Path passwordFile(Path prepared) {
    return prepared.resolve("password");
  }

  /// A folder next to the final one. What is made there appears under its name only when it is
  /// complete, so that two processes may prepare the same at once.
  static Path beside(Path complete) throws IOException {
    Path folder = Files.createTempDirectory(complete.getParent(), complete.getFileName() + NEW);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    UNFINISHED.put(folder, AbandonedRuns.hold(folder));
    return folder;
  }

  /// Removes what processes that were killed have not finished.
  static void removeUnfinished(ServerCache cache) {
    try {
      AbandonedRuns.remove(cache.folder().resolve("postgres"), "*" + NEW + "*");
      AbandonedRuns.remove(cache.templates(), "*" + NEW + "*");
    } catch (IOException e) {
      // A cache that can only be read; nothing else depends on it.
    }
  }

  static void publish(Path unpublished, Path complete) throws IOException {
    Files.deleteIfExists(unpublished.resolve(AbandonedRuns.LOCK));
    AbandonedRuns.release(unpublished, UNFINISHED.remove(unpublished));
    try {
      Files.move(unpublished, complete, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherWasFirst) {
      ServerCache.delete(unpublished);
    }
  }
}
