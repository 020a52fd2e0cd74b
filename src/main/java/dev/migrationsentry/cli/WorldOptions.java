package dev.migrationsentry.cli;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/// From which databases histories are replayed.
final class WorldOptions {
  private static final String EMPTY = "empty";

  @Option(
      names = "--from",
      paramLabel = "WORLD",
      description =
          "The database that the replay starts from: empty, or the revision that a database is at; its tables then have rows. "
              + "Several revisions together are one database with several heads. Default: empty.")
  private List<String> from = List.of();

  /// The worlds of each history.
  ///
  /// @throws EnvironmentProblem when a revision is in none of the histories
  Function<History, List<World>> of(List<History> histories, World empty) {
    IdentityHashMap<History, List<String>> revisions = new IdentityHashMap<>();
    for (String written : from) {
      boolean known = written.equals(EMPTY);
      for (History history : histories) {
        String revision = written.equals(EMPTY) ? null : history.revision(written);
        if (revision != null) {
          revisions.computeIfAbsent(history, asked -> new ArrayList<>()).add(revision);
          known = true;
        }
      }
      if (!known) {
        throw new EnvironmentProblem(
            ExitCode.USAGE,
            "No migration here has the revision "
                + written
                + ", or more than one id starts like it; --from takes empty or the revision that the database is at.");
      }
    }
    return history -> {
      List<World> worlds = new ArrayList<>();
      List<String> at = revisions.get(history);
      if (at == null || from.contains(EMPTY)) {
        worlds.add(empty);
      }
      if (at != null) {
        worlds.add(empty.at(history, at));
      }
      return worlds;
    };
  }
}
