package dev.migrationsentry.framework;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Runner;
import org.jspecify.annotations.Nullable;

/// A program that runs migrations: how its histories look, and how it reads them.
interface Framework {
  /// Its usual habits.
  Runner runner();

  /// What it expects to find, for the message that nothing was found: `V1__name.sql`.
  String pattern();

  /// Whether a folder holds a history of this program, and how sure that is; null when it does not.
  /// When people named the program (`Options.framework`), a folder that the program could read is
  /// enough.
  ///
  /// @param named whether people named the program
  @Nullable Sighting sight(Folder folder, Project project, boolean named);

  /// Reads a history.
  History read(Sighting sighting, Project project);
}
