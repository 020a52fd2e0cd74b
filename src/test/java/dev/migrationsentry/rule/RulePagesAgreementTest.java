package dev.migrationsentry.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.rehearsal.Agreement;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import dev.migrationsentry.timeline.World;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the pages claim is what PostgreSQL does: a server runs their blocks, good and bad, and has
/// to answer each statement as predicted and end with the predicted schema.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RulePagesAgreementTest {
  private static final int MAJOR = 18;

  private EmbeddedPostgres server;

  @BeforeAll
  void start() {
    server = TestServers.start(MAJOR);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<String> rules() {
    return Rules.ALL.stream().map(Rule::id);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aServerAnswersAsPredicted(String id) throws SQLException {
    List<String> blocks = new ArrayList<>(RulePagesTest.blocks(id, "```sql bad"));
    blocks.addAll(RulePagesTest.blocks(id, "```sql good"));
    blocks.addAll(RulePagesTest.blocks(id, "```python bad"));
    blocks.addAll(RulePagesTest.blocks(id, "```python good"));
    for (String block : blocks) {
      Discovery discovery = Histories.find(new PageProject(block), Options.NONE);
      assertThat(discovery).as(block).isInstanceOf(Discovery.Found.class);
      for (History history : ((Discovery.Found) discovery).histories()) {
        Agreement agreement = Agreement.of(server, history, World.empty(MAJOR), List.of());
        assertThat(agreement.differences()).as(block).isEmpty();
      }
    }
  }
}
