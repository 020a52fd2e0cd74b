package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// golang-migrate: `1_name.up.sql` and `1_name.down.sql`, by number, the whole file in one message
/// without a transaction of its own (golang-migrate's `source/parse.go` and the `Run` of its
/// `database/postgres`; MIGRATIONS.md). Statements are sent one by one only where the connection
/// string says `x-multi-statement=true`, which no file shows.
final class GolangMigrate implements Framework {
  private static final Runner RUNNER =
      new Runner(
              "golang-migrate",
              "golang-migrate",
              OrderBy.NUMBER,
              TransactionMode.IMPLICIT_STRING,
              false,
              "leave it as the only statement of its migration",
              "stops before it applies anything",
              ConnectionReset.NOTHING,
              List.of())
          .recordingIn(
              "create table if not exists schema_migrations (version bigint not null "
                  + "primary key, dirty boolean not null)");

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "golang-migrate: 1_name.up.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    if (folder.sqlFiles().stream().noneMatch(GolangMigrate::isUp)) {
      return null;
    }
    boolean known = named || project.mentions(folder, "go.mod", "golang-migrate/migrate");
    return Sighting.of(this, folder, known ? Certainty.SURROUNDED : Certainty.NAMED);
  }

  static boolean isUp(String name) {
    return Names.isNumberedSql(name) && name.endsWith(".up.sql");
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader =
        new HistoryReader(
            project,
            sighting,
            RUNNER.assumed(sighting.certainty().compareTo(Certainty.SURROUNDED) < 0));
    List<String> names = new ArrayList<>();
    for (String name : folder.sqlFiles()) {
      if (Names.isNumberedSql(name) && PairedFiles.hasDirection(name)) {
        names.add(name);
      } else {
        reader.ignore(folder.pathOf(name), "is not named like 1_name.up.sql or 1_name.down.sql");
      }
    }
    List<String> lonely = new ArrayList<>();
    List<PairedFiles.Pair> pairs = PairedFiles.of(names, lonely);
    List<Draft> drafts = new ArrayList<>();
    for (PairedFiles.Pair pair : pairs) {
      Version version = Version.of(Names.leadingDigits(pair.up()));
      String down = pair.down() == null ? downOf(version, lonely) : pair.down();
      drafts.add(
          Draft.of(
                  version.numbers().getFirst().toString(),
                  pair.up(),
                  version,
                  folder.pathOf(pair.up()))
              .withDown(down == null ? null : folder.pathOf(down)));
    }
    for (String name : lonely) {
      reader.ignore(folder.pathOf(name), "takes back a migration that is not there");
    }
    drafts.sort(
        Comparator.comparing(Draft::version, Comparator.nullsFirst(Comparator.naturalOrder())));
    return reader.read(drafts);
  }

  /// The titles of a pair may differ; only the version counts.
  private static @Nullable String downOf(Version version, List<String> lonely) {
    for (String name : lonely) {
      if (Version.of(Names.leadingDigits(name)).equals(version)) {
        lonely.remove(name);
        return name;
      }
    }
    return null;
  }
}
