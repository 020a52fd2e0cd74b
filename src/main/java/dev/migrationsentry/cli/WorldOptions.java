package dev.migrationsentry.cli;

import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From which databases histories are replayed.
final class WorldOptions {
  private static final String EMPTY = "empty";
  private static final int OLDEST = 14;
  private static final int NEWEST = 18;

  @Option(
      names = "--from",
      paramLabel = "WORLD",
      description =
          "The database that the replay starts from: empty; the URL of a live one, which is only read; the file of a snapshot; or the revision that a database is at. "
              + "Several revisions together are one database with several heads. Default: empty.")
  private List<String> from = List.of();

  @Option(
      names = "--postgres",
      paramLabel = "MAJOR",
      description =
          "The server's major version, 14 to 18. Default: the live database's, else the configuration's, else 18.")
  private @Nullable Integer postgres;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  /// The starting points as they were given; `empty` when none was.
  List<String> from() {
    return from.isEmpty() ? List.of(EMPTY) : from;
  }

  /// Whether a starting point is a new database.
  static boolean isEmpty(String written) {
    return written.equals(EMPTY);
  }

  /// The live database or snapshot of a starting point.
  ///
  /// @throws dev.migrationsentry.catalog.DatabaseProblem when it can't be read
  LiveWorld live(String written, Terminal terminal) {
    return LiveOptions.open(written, database, terminal);
  }

  /// The major version that is asked for, else the configured one, else the newest.
  int major(@Nullable Integer configured) {
    return major(List.of(), configured);
  }

  /// The worlds of each history.
  ///
  /// @param configured the major version that the project's configuration names, or null
  /// @param emptiness makes the new database of a major version
  /// @throws EnvironmentProblem when a revision is in none of the histories
  /// @throws dev.migrationsentry.catalog.DatabaseProblem when a database or snapshot can't be read
  Function<History, List<World>> of(
      List<History> histories,
      @Nullable Integer configured,
      IntFunction<World> emptiness,
      Terminal terminal) {
    List<LiveWorld> live = new ArrayList<>();
    Set<String> revisions = new LinkedHashSet<>();
    for (String written : from) {
      if (LiveOptions.isDatabase(written)) {
        live.add(LiveOptions.open(written, database, terminal));
      } else if (!written.equals(EMPTY)) {
        revisions.add(known(written, histories));
      }
    }
    World empty = emptiness.apply(major(live, configured));
    boolean fromEmpty = from.isEmpty() || from.contains(EMPTY);
    return history -> {
      List<World> worlds = new ArrayList<>();
      List<String> at = revisions.stream().map(history::revision).filter(Objects::nonNull).toList();
      if (fromEmpty || (at.isEmpty() && live.isEmpty())) {
        worlds.add(empty);
      }
      if (!at.isEmpty()) {
        worlds.add(empty.at(history, at));
      }
      live.forEach(one -> worlds.add(one.world(history)));
      return worlds;
    };
  }

  /// The databases that a failure is rehearsed from; none when none was given.
  ///
  /// @param fresh a new database
  /// @throws EnvironmentProblem when a revision is in none of the histories
  /// @throws dev.migrationsentry.catalog.DatabaseProblem when a database or snapshot can't be read
  List<Origin> origins(List<History> histories, Origin.Fresh fresh, Terminal terminal) {
    List<Origin> origins = new ArrayList<>();
    List<String> revisions = new ArrayList<>();
    for (String written : from) {
      if (LiveOptions.isDatabase(written)) {
        origins.add(new Origin.Live(LiveOptions.open(written, database, terminal)));
      } else if (isEmpty(written)) {
        origins.add(fresh);
      } else {
        String known = known(written, histories);
        histories.stream()
            .map(history -> history.revision(known))
            .filter(Objects::nonNull)
            .findFirst()
            .ifPresent(revisions::add);
      }
    }
    if (!revisions.isEmpty()) {
      origins.add(new Origin.At(fresh, revisions));
    }
    return origins;
  }

  private int major(List<LiveWorld> live, @Nullable Integer configured) {
    Integer asked = postgres;
    if (asked == null) {
      if (!live.isEmpty()) {
        return live.getFirst().snapshot().major();
      }
      return configured == null ? NEWEST : configured;
    }
    if (asked < OLDEST || asked > NEWEST) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "PostgreSQL " + asked + " is not modelled; --postgres takes 14 to 18.");
    }
    return asked;
  }

  /// A revision that is in one of the histories.
  ///
  /// @throws EnvironmentProblem when it is in none
  static String known(String written, List<History> histories) {
    if (histories.stream().noneMatch(history -> history.revision(written) != null)) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "No migration here has the revision "
              + written
              + ", or more than one id starts like it; --from takes empty, the URL of a database, the file of a snapshot, or the revision that a database is at.");
    }
    return written;
  }
}
