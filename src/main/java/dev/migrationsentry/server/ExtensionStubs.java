package dev.migrationsentry.server;

import dev.migrationsentry.builtin.Builtin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// Extensions that are not to be had, as stubs: they can be created, and the types of the most used
/// ones can be stored and indexed; nothing can be computed with them. The others are empty.
final class ExtensionStubs {
  /// What begins the comment of a stub, by which it is known in a catalog.
  static final String MARK = "stub for rehearsals";

  /// The stubs that are created in a database.
  static final String INSTALLED =
      "select e.extname from pg_extension e join pg_available_extensions a on a.name = e.extname"
          + " where a.comment like '"
          + MARK
          + "%' order by 1";

  /// The stubs that can be created.
  static final String AVAILABLE =
      "select name from pg_available_extensions where comment like '" + MARK + "%' order by 1";

  /// Counts up when a stub changes.
  static final String VERSION = "2";

  /// The schemas that extensions bring themselves, whatever the search path says, by their control
  /// files.
  private static final Map<String, String> SCHEMAS =
      Map.ofEntries(
          Map.entry("age", "ag_catalog"),
          Map.entry("anon", "anon"),
          Map.entry("citus", "pg_catalog"),
          Map.entry("pg_graphql", "graphql"),
          Map.entry("pg_hint_plan", "hint_plan"),
          Map.entry("pg_repack", "repack"),
          Map.entry("pg_tle", "pgtle"),
          Map.entry("pglogical", "pglogical"),
          Map.entry("pgmq", "pgmq"),
          Map.entry("pgsodium", "pgsodium"),
          Map.entry("plv8", "pg_catalog"),
          Map.entry("postgis_tiger_geocoder", "tiger"),
          Map.entry("postgis_topology", "topology"),
          Map.entry("supabase_vault", "vault"));

  private static final String EMPTY = "-- Nothing of this extension is known here.\n";
  private static final String FOLDER = "share/postgresql/extension";

  private ExtensionStubs() {}

  /// Makes an installation with stubs beside one without: the files of both are the same.
  ///
  /// @param plain the folder that holds `bin`, `lib` and `share`
  /// @param target an empty folder
  static void add(Path plain, Path target, int major) throws IOException {
    Files.walkFileTree(plain, new Linking(plain, target));
    Path folder = target.resolve(FOLDER);
    for (String name : Builtin.of(major).otherExtensions()) {
      if (!Files.exists(folder.resolve(name + ".control"))) {
        write(folder, name);
      }
    }
  }

  private static void write(Path folder, String name) throws IOException {
    String schema = SCHEMAS.get(name);
    file(
        folder.resolve(name + ".control"),
        "comment = '"
            + MARK
            + ": "
            + name
            + "'\ndefault_version = '0'\nrelocatable = false\n"
            + (schema == null ? "" : "schema = '" + schema + "'\n"));
    file(folder.resolve(name + "--0.sql"), script(name));
  }

  private static void file(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  private static String script(String name) throws IOException {
    try (InputStream in = ExtensionStubs.class.getResourceAsStream("stub/" + name + ".sql")) {
      return in == null ? EMPTY : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// Makes the same folders with links to the same files.
  private static final class Linking extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    private Linking(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Path made = Files.createDirectories(to.resolve(from.relativize(folder)));
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Path made = to.resolve(from.relativize(file));
      if (attributes.isSymbolicLink()) {
        Files.createSymbolicLink(made, Files.readSymbolicLink(file));
      } else {
        Files.createLink(made, file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
