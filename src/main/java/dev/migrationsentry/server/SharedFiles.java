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
  /// @param folder what holds the data folder `data`
  /// @param later where it will be found
  /// @param oid the database's object id, which is the name of its folder
  static void share(Path folder, Path later, String oid) throws IOException {
    Path files = folder.resolve("data/base").resolve(oid);
    Files.createDirectories(folder.resolve("shared"));
    Files.move(files, folder.resolve("shared").resolve(oid));
    Files.createSymbolicLink(files, later.resolve("shared").resolve(oid));
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
  static void use(Path data, Path run) {
    Path users = data.resolveSibling(USERS);
    if (Files.isDirectory(users)) {
      try {
        for (Path link : links(users)) {
          if (!Files.exists(link)) {
            Files.deleteIfExists(link);
          }
        }
        Files.createSymbolicLink(users.resolve(run.getFileName()), run);
      } catch (IOException readOnly) {
        // Who can't write there can't remove it either.
      }
    }
  }

  /// Ends what [#use(Path, Path)] began.
  static void release(Path data, Path run) throws IOException {
    Path link = data.resolveSibling(USERS).resolve(run.getFileName());
    if (Files.isSymbolicLink(link)) {
      Files.deleteIfExists(link);
    }
  }

  /// Whether the folder of a server that uses a prepared folder is still there.
  static boolean isUsed(Path prepared) throws IOException {
    Path users = prepared.resolve(USERS);
    return Files.isDirectory(users) && links(users).stream().anyMatch(Files::exists);
  }

  private static List<Path> links(Path users) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(users)) {
      links.forEach(all::add);
    }
    return all;
  }
}
