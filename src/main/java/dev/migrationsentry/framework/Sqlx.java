package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.NoteKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// sqlx: `1_name.sql`, or `1_name.up.sql` and `1_name.down.sql`, by number, the whole file in one
/// message in a transaction, or without one when the very first characters are `-- no-transaction`
/// (sqlx's `sqlx-core/src/migrate/source.rs` and `sqlx-postgres/src/migrate.rs`).
final class Sqlx implements Framework {
  private static final String MARKER = "-- no-transaction";
  private static final Runner RUNNER =
      new Runner(
              "sqlx",
              "sqlx",
              OrderBy.NUMBER,
              TransactionMode.PER_MIGRATION,
              false,
              "write \"-- no-transaction\" as the very first line of the file and leave it as the only"
                  + " statement",
              "runs the first one and fails when it records the second (23505)",
              ConnectionReset.NOTHING,
              List.of())
          .recordingIn(
              "create table if not exists _sqlx_migrations (version bigint primary "
                  + "key, description text not null, installed_on timestamptz not null "
                  + "default now(), success boolean not null, checksum bytea not null, "
                  + "execution_time bigint not null)");

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "sqlx: 1_name.sql, 1_name.up.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    List<String> names = folder.sqlFiles().stream().filter(Names::isNumberedSql).toList();
    if (names.isEmpty()) {
      return null;
    }
    if (named || project.mentions(folder, "Cargo.toml", "sqlx")) {
      return Sighting.of(this, folder, Certainty.SURROUNDED);
    }
    for (String name : names) {
      if (project.load(folder.pathOf(name)).text().startsWith(MARKER)) {
        return Sighting.of(this, folder, Certainty.SURROUNDED);
      }
    }
    return null;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader = new HistoryReader(project, sighting, RUNNER).sections(Sqlx::sections);
    List<String> names = new ArrayList<>();
    for (String name : folder.sqlFiles()) {
      int underscore = name.indexOf('_');
      if (underscore < 0 || !name.endsWith(".sql")) {
        reader.ignore(folder.pathOf(name), "is not named like 1_name.sql");
      } else if (!Names.isNumber(name.substring(0, underscore))) {
        reader.note(
            NoteKind.REFUSED,
            folder.pathOf(name),
            folder.pathOf(name) + " has no number before its first \"_\"; sqlx stops there");
      } else {
        names.add(name);
      }
    }
    List<String> lonely = new ArrayList<>();
    List<Draft> drafts = new ArrayList<>();
    for (PairedFiles.Pair pair : PairedFiles.of(names, lonely)) {
      Version version = Version.of(Names.leadingDigits(pair.up()));
      drafts.add(
          Draft.of(
                  version.numbers().getFirst().toString(),
                  pair.up(),
                  version,
                  folder.pathOf(pair.up()))
              .withDown(pair.down() == null ? null : folder.pathOf(pair.down())));
    }
    for (String name : lonely) {
      reader.ignore(folder.pathOf(name), "takes back a migration that is not there");
    }
    drafts.sort(
        Comparator.comparing(Draft::version, Comparator.nullsFirst(Comparator.naturalOrder())));
    return reader.read(drafts);
  }

  private static Sections sections(SourceFile file) {
    return file.text().startsWith(MARKER)
        ? Sections.whole(
            HistoryReader.whole(file),
            TransactionMode.IMPLICIT_STRING,
            file.span(0, MARKER.length()))
        : Sections.whole(HistoryReader.whole(file));
  }
}
