package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.timeline.World;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is predicted for the example projects is what PostgreSQL does.
final class ExamplesAgreementTest {
  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void aServerAnswersAsPredicted(int major) throws SQLException {
    Discovery examples = Histories.find(DirectoryFiles.open(Path.of("examples")), Options.NONE);
    assertThat(examples).isInstanceOf(Discovery.Found.class);
    try (EmbeddedPostgres server = TestServers.start(major)) {
      for (History history : ((Discovery.Found) examples).histories()) {
        Agreement agreement = Agreement.of(server, history, World.empty(major), List.of());
        assertThat(agreement.differences()).as(history.path()).isEmpty();
        // How many rows the runner's own table has is left open, and hurts nobody.
        assertThat(agreement.outcomes().unknown().keySet())
            .as(history.path())
            .allMatch(why -> why.startsWith("depends on the rows of alembic_version "));
        assertThat(agreement.outcomes().actualFailures()).as(history.path()).isNotEmpty();
      }
    }
  }
}
