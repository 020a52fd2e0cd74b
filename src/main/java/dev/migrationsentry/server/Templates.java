package dev.migrationsentry.server;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.sql.Quoting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// Data folders that hold a copied schema already, one for each installation and snapshot. The
/// newest few are kept.
final class Templates {
  /// Counts up when copies are made in another way.
  private static final String FORMAT = "1";

  private static final int KEPT = 6;
  private static final String RESULT = "copy.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Templates() {}

  /// Starts a server with a copy of what a snapshot describes, from the cache where it is there.
  static ProductionCopy start(ServerRequest request, Snapshot snapshot) {
    ServerCache cache = ServerCache.of(request.environment());
    List<String> extensions = new ArrayList<>(request.extensions());
    snapshot.extensions().forEach(extension -> extensions.add(extension.name()));
    ServerInstallation installation = OwnServers.choose(request.needing(extensions), cache);
    String key = key(snapshot);
    Path kept = cache.templates().resolve(installation.key() + "-" + key);
    try {
      Path result = kept.resolve(RESULT);
      if (Files.isReadable(result)) {
        try {
          SchemaCopy copy = JSON.readValue(Files.readString(result), SchemaCopy.class);
          touch(kept);
          ServerRun run =
              ServerRun.start(installation.with(kept.resolve("data")), cache, request.settings());
          EmbeddedPostgres server = new EmbeddedPostgres(request.major(), run);
          return new ProductionCopy(server, server.address(database(key)), copy);
        } catch (IOException damaged) {
          // Somebody has cleared the cache meanwhile, or has been stopped while doing so.
          ServerCache.delete(kept);
        }
      }
      return make(request, snapshot, cache, installation, kept, key);
    } catch (IOException e) {
      throw new ServerUnavailableException("PostgreSQL " + request.major() + " did not start", e);
    }
  }

  private static ProductionCopy make(
      ServerRequest request,
      Snapshot snapshot,
      ServerCache cache,
      ServerInstallation installation,
      Path kept,
      String key)
      throws IOException {
    ServerRun run = ServerRun.start(installation, cache, request.settings());
    EmbeddedPostgres server = new EmbeddedPostgres(request.major(), run);
    try {
      DatabaseUrl template = server.newDatabase(database(key));
      SchemaCopy copy = ProductionCopy.copy(snapshot, template);
      String oid = freeze(server, template.database());
      Path data = run.stop();
      keep(data, copy, installation, kept, oid);
      server = new EmbeddedPostgres(request.major(), run.restart());
      return new ProductionCopy(server, server.address(database(key)), copy);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// Lets nobody connect to a database any more, so that its files do not change.
  ///
  /// @return its object id
  private static String freeze(EmbeddedPostgres server, String database) {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "alter database "
              + Quoting.name(database)
              + " with is_template true allow_connections false");
      try (ResultSet rows =
          statement.executeQuery(
              "select oid from pg_database where datname = " + Quoting.text(database))) {
        rows.next();
        return rows.getString(1);
      }
    } catch (SQLException e) {
      throw new ServerUnavailableException("the throw-away server has ended", e);
    }
  }

  /// A full disk or a folder that can't be written only costs the next run its time.
  private static void keep(
      Path data, SchemaCopy copy, ServerInstallation installation, Path kept, String oid) {
    try {
      removeOld(ServerCache.readable(kept.toAbsolutePath().resolveSibling("")));
      Path unpublished = ServerInstallation.beside(kept);
      try {
        installation.user().own(unpublished);
        installation.with(data).copyData(unpublished.resolve("data"));
        SharedFiles.share(unpublished, kept, oid);
        SharedFiles.countUsers(unpublished);
        Files.writeString(unpublished.resolve(RESULT), JSON.writeValueAsString(copy));
        ServerInstallation.publish(unpublished, kept);
      } finally {
        ServerCache.delete(unpublished);
      }
    } catch (IOException e) {
      // Said above.
    }
  }

  private static void removeOld(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> templates = Files.newDirectoryStream(folder)) {
      for (Path template : templates) {
        if (Files.exists(template.resolve(RESULT))) {
          all.add(template);
        }
      }
    }
    all.sort(Comparator.comparing(Templates::used).reversed());
    for (Path old : all.subList(Math.min(KEPT - 1, all.size()), all.size())) {
      if (!SharedFiles.isUsed(old)) {
        ServerCache.delete(old);
      }
    }
  }

  /// The cache may be one that this user can only read; then nobody clears it either.
  private static void touch(Path template) {
    try {
      Files.setLastModifiedTime(template, FileTime.from(Instant.now()));
    } catch (IOException readOnly) {
      // Said above.
    }
  }

  private static FileTime used(Path template) {
    try {
      return Files.getLastModifiedTime(template);
    } catch (IOException gone) {
      return FileTime.fromMillis(0);
    }
  }

  private static String database(String key) {
    return "tpl_" + key;
  }

  /// What the copy depends on: not when it was taken, nor how big tables are.
  private static String key(Snapshot snapshot) {
    List<Object> parts = new ArrayList<>();
    parts.add(FORMAT);
    parts.add(snapshot.major());
    parts.add(snapshot.definitions());
    parts.add(snapshot.extensions());
    parts.add(snapshot.ledgers());
    parts.add(snapshot.fingerprint());
    try {
      byte[] text = JSON.writeValueAsString(parts).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest).substring(0, 32);
    } catch (JacksonException e) {
      throw new IllegalStateException("a snapshot holds texts and numbers only", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
