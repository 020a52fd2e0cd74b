package dev.migrationsentry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.rehearsal.CatalogReader;
import dev.migrationsentry.rehearsal.SchemaDifference;
import dev.migrationsentry.schema.Description;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A database is read into the model, and the model holds what the server's own catalog says.
final class DefinitionsTest {
  private static final Path EVERY_KIND =
      Path.of("src/test/resources/dev/migrationsentry/rehearsal/every-kind-of-object.sql");

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void theModelOfALiveDatabaseHasItsStructure(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("project");
      List<String> structure;
      try (Connection connection = server.connect("project");
          Statement statement = connection.createStatement()) {
        statement.execute(Files.readString(EVERY_KIND));
        structure = CatalogReader.read(connection);
      }
      DatabaseUrl url =
          DatabaseUrl.parse(
              "postgresql://postgres:"
                  + server.password()
                  + "@127.0.0.1:"
                  + server.port()
                  + "/project");
      List<String> definitions =
          new LiveDatabase(url, Duration.ofSeconds(30)).read(Definitions::read);
      CatalogSchema read = CatalogSchema.of(definitions, FreshDatabase.create(major));

      assertThat(read.failed()).isEmpty();
      SchemaDifference difference =
          SchemaDifference.between(Description.of(read.database().schema()), structure);
      assertThat(difference.onlyPredicted()).isEmpty();
      assertThat(difference.onlyActual().stream().filter(line -> !isLeftOut(line))).isEmpty();
    }
  }

  /// What the definitions leave out, as they say.
  private static boolean isLeftOut(String line) {
    return List.of("operator ", "language ").stream().anyMatch(line::startsWith);
  }
}
