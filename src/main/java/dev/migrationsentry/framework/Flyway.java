package dev.migrationsentry.framework;

import dev.migrationsentry.framework.FlywayName.Kind;
import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Flyway: `V1.2__name.sql` by version, then `R__name.sql` by description; a `B` migration stands
/// for all at or below its version on an empty database; each migration in a transaction, statement
/// by statement, except where a statement or its `.conf` file forbids it (Flyway documentation,
/// "Migrations"; Flyway's `ResourceNameParser`, `ResolvedMigrationComparator`, `ParserSqlScript`).
/// After each migration it sets the role and `search_path` back (`PostgreSQLConnection`).
final class Flyway implements Framework {
  private static final Set<String> CODE = Set.of(".java", ".kt", ".groovy", ".scala");
  private static final String LOCK_OF_THE_SESSION =
      "set flyway.postgresql.transactional.lock=false (FLYWAY_POSTGRESQL_TRANSACTIONAL_LOCK in the"
          + " environment): Flyway then locks its history by a lock of the session";
  private static final Runner RUNNER =
      new Runner(
          "flyway",
          "Flyway",
          OrderBy.VERSION,
          TransactionMode.PER_MIGRATION,
          false,
          "leave it alone in its file, or with others of its kind: Flyway then opens no transaction;"
              + " a file with the name of the migration and \".conf\" behind it that says"
              + " executeInTransaction=false does the same",
          "stops before it applies anything",
          new ConnectionReset(true, true, false, false),
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "flyway: V1__name.sql, R__name.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    if (Project.within(folder, project.maybeFlyway()).isEmpty()) {
      return null;
    }
    FlywaySettings settings = settings(folder, project);
    List<Folder> folders = FlywayLocations.of(folder, project, settings);
    if (folders.isEmpty()) {
      return null;
    }
    Sighting sighting = Sighting.of(this, folder, folders, Certainty.MARKED);
    return FlywayLocations.isElsewhere(folder, project, settings) && !named
        ? sighting.notChecked("is not among the locations that Flyway's configuration names")
        : sighting;
  }

  private static FlywaySettings settings(Folder folder, Project project) {
    FlywaySettings settings = FlywaySettings.near(folder, project);
    FlywaySettings lower = settings.inLowerCase();
    boolean inLowerCase = false;
    for (Folder at : Project.within(folder, project.maybeFlyway())) {
      if (hasVersions(at, settings)) {
        return settings;
      }
      inLowerCase |= hasVersions(at, lower);
    }
    return inLowerCase ? lower : settings;
  }

  private static boolean hasVersions(Folder folder, FlywaySettings settings) {
    for (String file : folder.files()) {
      FlywayName name = FlywayName.of(file, settings);
      if (name != null && file.contains(settings.separator())) {
        return true;
      }
    }
    return false;
  }

  private record Entry(FlywayName name, Draft draft) {}

  @Override
  public History read(Sighting sighting, Project project) {
    FlywaySettings settings = settings(sighting.folder(), project);
    TransactionMode usual =
        settings.group() ? TransactionMode.PER_RUN : TransactionMode.PER_MIGRATION;
    Runner runner = RUNNER.running(usual).inSchemas(settings.schemas());
    if (settings.transactionalLock()) {
      runner = runner.holding(LOCK_OF_THE_SESSION);
    }
    HistoryReader reader =
        new HistoryReader(project, sighting, runner)
            .mode((up, parts) -> FlywayTransactions.of(up, settings, project))
            .oneByOne()
            .psql();
    if (settings.replaces()) {
      reader.templates(path -> placeholders(path, settings));
    }
    List<Entry> entries = new ArrayList<>();
    Map<Version, String> undo = new HashMap<>();
    for (Folder folder : sighting.folders()) {
      for (String file : folder.files()) {
        FlywayName name = FlywayName.of(file, settings);
        String path = folder.pathOf(file);
        if (name != null && name.kind() == Kind.UNDO && name.version() != null) {
          undo.put(name.version(), path);
        } else if (name != null) {
          entries.add(new Entry(name, draft(name, file, path)));
        } else if (Names.hasEnding(file, ".sql")) {
          reader.ignore(path, whyNot(file));
        }
      }
    }
    entries.addAll(code(sighting, project, settings));
    entries.sort(ORDER);
    List<Draft> drafts = new ArrayList<>();
    for (Entry entry : withoutReplaced(entries, reader)) {
      drafts.add(entry.draft.withDown(undoOf(entry.draft, undo)));
    }
    return reader.read(drafts);
  }

  private static @Nullable String undoOf(Draft draft, Map<Version, String> undo) {
    return draft.version() == null ? null : undo.get(draft.version());
  }

  private static final Comparator<Entry> ORDER =
      Comparator.comparing(
              (Entry entry) -> entry.name.version(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparingInt(entry -> entry.name.kind() == Kind.BASELINE ? 0 : 1)
          .thenComparing(entry -> entry.name.description())
          .thenComparing(entry -> entry.draft.up());

  private static Draft draft(FlywayName name, String file, String path) {
    Version version = name.version();
    String id = version == null ? "R__" + name.description() : version.text();
    MigrationKind kind =
        switch (name.kind()) {
          case VERSIONED, UNDO -> MigrationKind.VERSIONED;
          case REPEATABLE -> MigrationKind.REPEATABLE;
          case BASELINE -> MigrationKind.BASELINE;
        };
    return new Draft(id, file, kind, version, path, null, null);
  }

  /// On an empty database the highest baseline runs, and nothing at or below its version.
  private static List<Entry> withoutReplaced(List<Entry> entries, HistoryReader reader) {
    Entry baseline = null;
    for (Entry entry : entries) {
      if (entry.name.kind() == Kind.BASELINE) {
        baseline = entry;
      }
    }
    if (baseline == null || baseline.name.version() == null) {
      return entries;
    }
    Version upTo = baseline.name.version();
    List<Entry> kept = new ArrayList<>();
    for (Entry entry : entries) {
      Version version = entry.name.version();
      if (entry.equals(baseline) || version == null || version.compareTo(upTo) > 0) {
        kept.add(entry);
      } else {
        reader.ignore(
            entry.draft.up(), "is replaced by " + baseline.draft.title() + " on a new database");
      }
    }
    return kept;
  }

  private static String whyNot(String file) {
    String stem = Names.without(file, ".sql");
    boolean callback =
        stem.startsWith("before") || stem.startsWith("after") || stem.startsWith("createSchema");
    return callback
        ? "is a callback: Flyway runs it around migrations"
        : "is not named like V1__name.sql or R__name.sql";
  }

  /// Migrations in code: in the locations, or in the same module under `src/main`.
  private static List<Entry> code(Sighting sighting, Project project, FlywaySettings settings) {
    List<Entry> found = new ArrayList<>();
    Set<String> modules = new java.util.LinkedHashSet<>();
    for (Folder folder : sighting.folders()) {
      int main = ("/" + folder.path()).indexOf("/src/main/resources");
      modules.add(main < 0 ? folder.path() : folder.path().substring(0, main) + "src/main");
    }
    for (Folder at : project.folders()) {
      boolean inside =
          modules.stream()
              .anyMatch(one -> at.path().equals(one) || at.path().startsWith(one + "/"));
      for (String file : inside ? at.files() : List.<String>of()) {
        int dot = file.lastIndexOf('.');
        if (dot > 0 && CODE.contains(file.substring(dot)) && file.contains("__")) {
          FlywayName name = FlywayName.ofStem(file.substring(0, dot), settings);
          if (name != null && name.kind() != Kind.UNDO) {
            String language =
                file.endsWith(".java") ? "is a Java migration" : "is a migration in code";
            found.add(new Entry(name, draft(name, file, at.pathOf(file)).unreadable(language)));
          }
        }
      }
    }
    return found;
  }

  /// The configured values, and those of Flyway's own placeholders that files can tell.
  private static Map<String, String> placeholders(String path, FlywaySettings settings) {
    Map<String, String> values = new HashMap<>();
    values.put("flyway:filename", path.substring(path.lastIndexOf('/') + 1));
    values.put("flyway:table", "flyway_schema_history");
    values.put(
        "flyway:defaultschema",
        settings.schemas().isEmpty() ? "public" : settings.schemas().getFirst());
    values.putAll(settings.placeholders());
    return values;
  }
}
