package dev.migrationsentry.rehearsal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the probes say of random rows under random migrations is what the server does with them.
final class ProbeAgreementTest {
  private static final int TRIALS = Integer.getInteger("probe.trials", 60);

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void theServerRefusesAMigrationExactlyWhenAProbeSaysSo(int major) throws Exception {
    List<String> differences = new ArrayList<>();
    int refused = 0;
    int worked = 0;
    int open = 0;
    int left = 0;
    try (EmbeddedPostgres server = TestServers.start(major)) {
      for (int seed = 0; seed < TRIALS; seed++) {
        RandomMigration random = new RandomMigration(seed * 31L + major);
        server.createDatabase("trial");
        try (Connection connection = server.connect("trial");
            Statement statement = connection.createStatement()) {
          statement.execute(random.schema() + random.rows());
        }
        String migration = random.migration();
        ProbeTrial trial;
        try {
          trial = ProbeTrial.of(server, "trial", migration);
        } catch (IllegalStateException predicted) {
          // It fails whatever the rows are.
          left++;
          continue;
        } finally {
          server.dropDatabase("trial");
        }
        boolean fails = trial.failure() != null;
        if (!trial.has(Verdict.YES) && (trial.has(Verdict.UNKNOWN) || isOpen(trial))) {
          open++;
        } else if (trial.has(Verdict.YES) != fails) {
          differences.add("seed " + seed + ":\n" + migration + trial.told());
        } else if (fails) {
          refused++;
        } else {
          worked++;
        }
      }
    }
    System.out.printf(
        "PostgreSQL %d: %d refused and foretold, %d worked and foretold, %d left open, %d not asked, %d different%n",
        major, refused, worked, open, left, differences.size());
    assertThat(differences).isEmpty();
    assertThat(refused).isGreaterThan(TRIALS / 10);
    assertThat(worked).isGreaterThan(TRIALS / 10);
    assertThat(open).isLessThan(TRIALS / 4);
  }

  /// Whether a definition could not be asked about; rows that statements change are probed by what
  /// they have to be afterwards.
  private static boolean isOpen(ProbeTrial trial) {
    return trial.plan().unprobed().stream()
        .anyMatch(one -> !one.requirement().startsWith("rows of c"));
  }
}
