package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Knex: `20240131120000_name.js` or `.ts`, by name, each in a transaction of its own (knex's
/// `lib/migrations/migrate/Migrator.js` and `sources/fs-migrations.js`). They are programs: only
/// those that send nothing but SQL that stands there as it is are read, all others are unknown.
final class Knex implements Framework {
  private static final Set<String> SETTINGS =
      Set.of("knexfile.js", "knexfile.ts", "knexfile.cjs", "knexfile.mjs", "knexfile.mts");

  private static final Runner RUNNER =
      new Runner(
          "knex",
          "Knex",
          OrderBy.NAME,
          TransactionMode.PER_MIGRATION,
          false,
          "export config = { transaction: false } from that file",
          "records file names, so that two files with one number both run",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "knex: 20240131120000_name.js with knexfile.js";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    List<String> names = folder.files().stream().filter(NodePgMigrate::isCode).toList();
    if (names.isEmpty()) {
      return null;
    }
    if (named) {
      return Sighting.of(this, folder, Certainty.MARKED);
    }
    if (!SqlDirectory.isMigrations(folder.name())) {
      return null;
    }
    boolean settings =
        project.foldersUp(folder).stream()
            .anyMatch(at -> at.files().stream().anyMatch(SETTINGS::contains));
    boolean speaks =
        names.subList(0, Math.min(3, names.size())).stream()
            .anyMatch(name ->
                project.load(folder.pathOf(name)).text().toLowerCase(Locale.ROOT).contains("knex"));
    return speaks
        ? Sighting.of(this, folder, settings ? Certainty.MARKED : Certainty.SURROUNDED)
        : null;
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader =
        new HistoryReader(project, sighting, RUNNER)
            .sections(file -> {
              Sections found = KnexScript.sections(file);
              return found == null ? Sections.whole(file.span(0, 0)) : found;
            });
    List<Draft> drafts = new ArrayList<>();
    for (String name : folder.files()) {
      if (!NodePgMigrate.isCode(name)) {
        continue;
      }
      String path = folder.pathOf(name);
      String digits = Names.leadingDigits(name);
      Draft draft = Draft.of(name, name, digits.isEmpty() ? null : Version.of(digits), path);
      LoadedText loaded = project.load(path);
      if (loaded.isReadable()) {
        if (KnexScript.sections(new SourceFile(path, loaded.text())) == null) {
          draft =
              draft.unreadable(
                  "is a "
                      + (name.endsWith("ts") ? "TypeScript" : "JavaScript")
                      + " program, and not all that it sends stands there as SQL");
        }
      }
      drafts.add(draft);
    }
    return reader.read(drafts);
  }
}
