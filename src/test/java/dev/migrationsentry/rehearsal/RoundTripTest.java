package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.CatalogSchema;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.schema.Description;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.SchemaCopy;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.timeline.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A database goes into a snapshot and comes out of it again: as a copy with the same fingerprint,
/// and as a model with the structure that the server's own catalog tells.
///
/// Other major versions than those of every day: `-Droundtrip.postgres=14,16,17`.
final class RoundTripTest {
  private static final List<Path> SCHEMAS =
      List.of(
          Path.of("src/test/resources/dev/migrationsentry/rehearsal/every-kind-of-object.sql"),
          Path.of("src/test/resources/dev/migrationsentry/catalog/rich.sql"));

  static IntStream majors() {
    return Arrays.stream(System.getProperty("roundtrip.postgres", "15,18").split(",", -1))
        .mapToInt(Integer::parseInt);
  }

  @ParameterizedTest
  @MethodSource("majors")
  void nothingIsLostOfASchemaThatHasEverything(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      for (Path schema : SCHEMAS) {
        server.createDatabase("made");
        Properties simple = new Properties();
        simple.setProperty("preferQueryMode", "simple");
        try (Connection connection = server.connect("made", simple);
            Statement statement = connection.createStatement()) {
          String sql = Files.readString(schema);
          statement.setEscapeProcessing(false);
          statement.execute(major < 15 ? before15(sql) : sql);
        }
        comesBack(server, server.address("made"), schema.toString());
        server.dropDatabase("made");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("majors")
  void nothingIsLostOfTheExamples(int major) throws Exception {
    Discovery examples = Histories.find(DirectoryFiles.open(Path.of("examples")), Options.NONE);
    try (EmbeddedPostgres server = TestServers.start(major)) {
      for (History history : ((Discovery.Found) examples).histories()) {
        Agreement.of(
            server,
            history,
            World.empty(major),
            List.of(),
            database -> comesBack(server, database, history.path()));
      }
    }
  }

  /// Reads a database, makes it again, and compares.
  static void comesBack(EmbeddedPostgres server, DatabaseUrl database, String what)
      throws SQLException {
    Snapshot snapshot =
        Snapshot.of(new LiveDatabase(database, Duration.ofSeconds(30)), Clock.systemUTC());
    SchemaCopy copy = TestServers.copy(snapshot, server, "copy");
    assertThat(copy.reasons()).as(what).isEmpty();
    server.dropDatabase("copy");

    CatalogSchema model =
        CatalogSchema.of(snapshot.definitions(), FreshDatabase.create(server.major()));
    assertThat(model.failed()).as(what).isEmpty();
    try (Connection connection = database.connect(new Properties())) {
      SchemaDifference difference =
          SchemaDifference.between(
              Description.of(model.database().schema()), CatalogReader.read(connection));
      assertThat(difference.onlyPredicted()).as(what).isEmpty();
      assertThat(difference.onlyActual()).as(what).isEmpty();
    }
  }

  /// What 14 does not know yet.
  private static String before15(String sql) {
    return sql.replace(" nulls not distinct", "").replace(", tables in schema app", "");
  }
}
