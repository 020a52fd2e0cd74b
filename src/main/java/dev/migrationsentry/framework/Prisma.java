package dev.migrationsentry.framework;

import dev.migrationsentry.framework.Sighting.Certainty;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.migration.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prisma Migrate: `20240131120000_name/migration.sql`, by folder name, the whole file in one
/// message without a transaction of its own; `migration_lock.toml` names the engine (Prisma
/// documentation, "Limitations and known issues" and "Transactional migrations"; prisma-engines'
/// `migrations_directory.rs`).
final class Prisma implements Framework {
  static final String LOCK = "migration_lock.toml";
  private static final String SCRIPT = "migration.sql";
  private static final Runner RUNNER =
      new Runner(
          "prisma",
          "Prisma Migrate",
          OrderBy.NAME,
          TransactionMode.IMPLICIT_STRING,
          false,
          "leave it as the only statement of its migration",
          "can't have that: folder names are unique",
          ConnectionReset.NOTHING,
          List.of());

  @Override
  public Runner runner() {
    return RUNNER;
  }

  @Override
  public String pattern() {
    return "prisma: 20240131120000_name/migration.sql";
  }

  @Override
  public @Nullable Sighting sight(Folder folder, Project project, boolean named) {
    boolean scripts = folder.folders().stream().anyMatch(below -> below.has(SCRIPT));
    if (!scripts) {
      return null;
    }
    return Sighting.of(
        this, folder, folder.has(LOCK) || named ? Certainty.MARKED : Certainty.NAMED);
  }

  /// The engine that the lock file names, or an empty text: `postgresql`.
  static String provider(Folder folder, Project project) {
    return folder.has(LOCK)
        ? SettingsText.toml(project.load(folder.pathOf(LOCK)).text()).getOrDefault("provider", "")
        : "";
  }

  @Override
  public History read(Sighting sighting, Project project) {
    Folder folder = sighting.folder();
    HistoryReader reader =
        new HistoryReader(
            project, sighting, RUNNER.assumed(sighting.certainty() != Certainty.MARKED));
    List<Draft> drafts = new ArrayList<>();
    for (Folder below : folder.folders()) {
      String digits = Names.leadingDigits(below.name());
      Version version = digits.isEmpty() ? null : Version.of(digits);
      String code = codeOf(below);
      if (below.has(SCRIPT)) {
        drafts.add(Draft.of(below.name(), below.name(), version, below.pathOf(SCRIPT)));
      } else if (!code.isEmpty()) {
        drafts.add(
            Draft.of(below.name(), below.name(), version, below.pathOf(code))
                .unreadable("is a migration in code"));
      } else {
        reader.ignore(below.path(), "has no migration.sql");
      }
    }
    return reader.read(drafts);
  }

  private static String codeOf(Folder folder) {
    for (String file : folder.files()) {
      if (file.startsWith("migration.") && (file.endsWith(".ts") || file.endsWith(".js"))) {
        return file;
      }
    }
    return "";
  }
}
