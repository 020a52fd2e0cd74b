package dev.migrationsentry.cli;

import dev.migrationsentry.server.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;

/// A project in git and a database that it was deployed to.
final class ReconciledProject implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path folder;
  private final EmbeddedPostgres server;
  private final String database = "shop" + DATABASES.incrementAndGet();
  private final Git git;

  ReconciledProject(Path folder, EmbeddedPostgres server) throws Exception {
    this.folder = folder;
    this.server = server;
    this.git = Git.init().setDirectory(folder.toFile()).call();
    server.createDatabase(database);
  }

  Path folder() {
    return folder;
  }

  void write(String path, String text) throws Exception {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void commit(String message) throws Exception {
    PersonIdent author = new PersonIdent("Ann", "ann@shop.example");
    git.add().addFilepattern(".").call();
    git.commit().setMessage(message).setAuthor(author).setCommitter(author).setSign(false).call();
  }

  /// Writes a file and commits it.
  void commit(String path, String text) throws Exception {
    write(path, text);
    commit("Change " + path);
  }

  void sql(String... statements) throws Exception {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  /// The rows of a query, their values with blanks between.
  List<String> rows(String query) throws Exception {
    List<String> found = new ArrayList<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(i > 1 ? " " : "").append(rows.getString(i));
        }
        found.add(row.toString());
      }
    }
    return found;
  }

  String query(String query) throws Exception {
    return String.join("\n", rows(query));
  }

  boolean hasAudit() throws Exception {
    return query("select count(*) from pg_class where relname = 'migration_sentry_audit'")
        .equals("1");
  }

  String url() {
    return url("postgres:" + server.password());
  }

  String url(String login) {
    return url(login, server.port());
  }

  /// The same behind a pooler.
  String urlAt(int port) {
    return url("postgres:" + server.password(), port);
  }

  private String url(String login, int port) {
    return "postgresql://" + login + "@127.0.0.1:" + port + "/" + database;
  }

  Connection connect() throws Exception {
    return server.connect(database);
  }

  String run(String... words) {
    return run(Map.of("DATABASE_URL", url()), words);
  }

  String run(Map<String, String> more, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("USER", "ann");
    environment.putAll(more);
    int code = Main.run(List.of(words), new Terminal(stream, stream, false, environment));
    return out.toString(StandardCharsets.UTF_8) + "exit code " + code + "\n";
  }

  String reconcile(String... more) {
    List<String> words = new ArrayList<>(List.of("reconcile", folder.toString()));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  /// A ledger of the project's own runner.
  void own(String... filesAndChecksums) throws Exception {
    sql(
        "create table deployed (filename text primary key, checksum text not null,"
            + " applied_at timestamptz)");
    for (int i = 0; i < filesAndChecksums.length; i += 2) {
      sql(
          "insert into deployed values ('"
              + filesAndChecksums[i]
              + "', '"
              + filesAndChecksums[i + 1]
              + "', timestamptz '2026-03-01 12:00Z' + interval '1 hour' * "
              + i
              + ")");
    }
  }

  String checksums() throws Exception {
    return query("select checksum from deployed order by filename");
  }

  /// A project of Prisma whose only migration was edited.
  void prismaProject(String then, String now) throws Exception {
    write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    commit("prisma/migrations/1_clients/migration.sql", then);
    commit("prisma/migrations/1_clients/migration.sql", now);
  }

  /// A ledger of Prisma with one migration that has run, and an attempt that was taken back.
  void prisma(String checksum) throws Exception {
    sql(
        "create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,"
            + " finished_at timestamptz, migration_name varchar(255) not null, logs text,"
            + " rolled_back_at timestamptz, started_at timestamptz not null default now(),"
            + " applied_steps_count int not null default 0)",
        "insert into _prisma_migrations values ('a', '"
            + checksum
            + "', now(), '1_clients', null, null, now(), 1)",
        "insert into _prisma_migrations values ('b', 'lost', null, '1_clients', null, now(), now() - interval '1 hour', 0)");
  }

  /// The checksum as Flyway computes it: CRC-32 of the lines without their ends.
  static String flyway(String text) {
    CRC32 crc = new CRC32();
    text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return Integer.toString((int) crc.getValue());
  }

  static String hash(String algorithm, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  @Override
  public void close() {
    git.close();
  }
}
