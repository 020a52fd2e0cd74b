package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Diesel: `2024-01-31-120000_name/up.sql` with `down.sql` and, where it asks for no transaction,
/// `metadata.toml` with `run_in_transaction = false`. The version is the folder's name up to its
/// first `_` without dashes; versions are sorted as texts (Diesel's
/// `migrations_internals/src/lib.rs`, `file_based_migrations.rs` and `migration_harness.rs`).
final class Diesel implements Framework {
  private static final String UP = "up.sql";
  private static final String DOWN = "down.sql";
  private static final String METADATA = "metadata.toml";
  private static final Runner RUNNER =
      new Runner(
              "diesel",
              "Diesel",
              OrderBy.NAME,
              TransactionMode.PER_MIGRATION,
              false,
              "add a metadata.toml with \"run_in_transaction = false\" to its folder and leave it as the"
                  + " only statement",
              "runs only one of them and never says which",
              ConnectionReset.NOTHING,
              List.of())
          .recordingIn(
              "create table if not exists __diesel_schema_migrations (version "
                  + "varchar(50) primary key not null, run_on timestamp not null default "
                  + "current_timestamp)");

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "diesel: 2024-01-31-120000_name/up.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    boolean scripts =
        folder.folders().stream()
            .anyMatch(below -> below.has(UP) && Names.startsWithDigit(below.name()));
    if (!scripts) {
      return null;
    }
    boolean known =
        named
            || folder.folder("00000000000000_diesel_initial_setup") != null
            || project.nearest(folder, "diesel.toml") != null;
    return Sighting.of(this, folder, known ? Certainty.MARKED : Certainty.NAMED);
  }

  static String version(String folder) {
    int underscore = folder.indexOf('_');
    return (underscore < 0 ? folder : folder.substring(0, underscore)).replace("-", "");
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader =
        new HistoryReader(
                project, sighting, RUNNER.assumed(sighting.certainty() != Certainty.MARKED))
            .sections(file -> sections(file, project));
    List<Draft> drafts = new ArrayList<>();
    for (Folder below : folder.folders()) {
      if (below.has(UP)) {
        String id = version(below.name());
        Version version = Names.leadingDigits(id).isEmpty() ? null : Version.of(id);
        drafts.add(
            Draft.of(id, below.name(), version, below.pathOf(UP))
                .withDown(below.has(DOWN) ? below.pathOf(DOWN) : null));
      } else {
        reader.ignore(below.path(), "has no up.sql");
      }
    }
    for (String file : folder.sqlFiles()) {
      reader.ignore(folder.pathOf(file), "is not in a folder of its own");
    }
    drafts.sort(Comparator.comparing(Draft::id));
    return reader.read(drafts);
  }

  private static Sections sections(SourceFile file, Project project) {
    Span whole = HistoryReader.whole(file);
    int slash = file.path().lastIndexOf('/');
    Folder own = project.folder(slash < 0 ? "" : file.path().substring(0, slash));
    if (own == null || !own.has(METADATA)) {
      return Sections.whole(whole);
    }
    SourceFile metadata =
        new SourceFile(own.pathOf(METADATA), project.load(own.pathOf(METADATA)).text());
    Map<String, String> settings = SettingsText.toml(metadata.text());
    // A metadata.toml without the key means false: that is how its default is declared.
    return settings.getOrDefault("run_in_transaction", "false").equals("true")
        ? Sections.whole(whole)
        : Sections.whole(whole, TransactionMode.IMPLICIT_STRING, HistoryReader.whole(metadata));
  }
}
