package dev.migrationsentry.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Files of databases that nobody can connect to, and that therefore never change: servers read
/// them where they are kept, through a symbolic link, instead of copying them first.
final class SharedFiles {
  private static final String USERS = "used-by";

  private SharedFiles() {}

  /// Moves the files of a database out of a data folder and leaves a link.
  ///
  /// @param prepared what holds the data folder `data`
  /// @param published where `prepared` will be found
  /// @param oid the database's object id, which is the name of its folder
  static void share(Path prepared, Path published, String oid) throws IOException {
    Path files = prepared.resolve("data/base").resolve(oid);
    Files.createDirectories(prepared.resolve("shared"));
    Files.move(files, prepared.resolve("shared").resolve(oid));
    Files.createSymbolicLink(files, published.resolve("shared").resolve(oid));
  }

  /// The object id of `template0` in a fresh data folder: fixed from PostgreSQL 15 on, and before
  /// that the first one after `template1`, which is 1.
  static String template0(Path data) throws IOException {
    try (Stream<Path> folders = Files.list(data.resolve("base"))) {
      return folders
          .map(folder -> folder.getFileName() + "")
          .filter(name -> !name.equals("1") && name.chars().allMatch(Character::isDigit))
          .min(Comparator.comparingInt(Integer::parseInt))
          .orElseThrow(() -> new IOException(data + " has no databases"));
    }
  }

  /// Lets what follows know who uses a prepared folder.
  static void countUsers(Path prepared) throws IOException {
    Files.createDirectories(prepared.resolve(USERS));
  }

  /// Notes that a running server reads files of a data folder, where its users are counted.
  static void use(Path data, Path run) throws IOException {
    Path users = data.resolveSibling(USERS);
    if (Files.isDirectory(users)) {
      Files.createSymbolicLink(users.resolve(run.getFileName()), run);
    }
  }

  /// Ends what [#use(Path, Path)] began.
  static void release(Path data, Path run) throws IOException {
    Files.deleteIfExists(data.resolveSibling(USERS).resolve(run.getFileName()));
  }

  /// Whether the folder of a server that uses a prepared folder is still there.
  static boolean isUsed(Path prepared) throws IOException {
    List<Path> users = new ArrayList<>();
    if (Files.isDirectory(prepared.resolve(USERS))) {
      try (DirectoryStream<Path> links = Files.newDirectoryStream(prepared.resolve(USERS))) {
        links.forEach(users::add);
      }
    }
    return users.stream().anyMatch(Files::exists);
  }
}
