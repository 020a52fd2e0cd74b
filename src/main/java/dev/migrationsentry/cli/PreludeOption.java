package dev.migrationsentry.cli;

import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a project's host puts into each new database.
final class PreludeOption {
  @Option(
      names = "--prelude",
      paramLabel = "FILE",
      description =
          "SQL that something else runs before the migrations: roles, schemas, extensions, SET search_path.")
  private @Nullable Path prelude;

  /// A new database of a major version, after the prelude.
  ///
  /// @throws EnvironmentProblem when the prelude can't be read or does not work
  World applyTo(int major) {
    World empty = World.empty(major);
    Path file = prelude;
    if (file == null) {
      return empty;
    }
    try {
      return empty.after(SqlReader.read(DirectoryFiles.text(file)));
    } catch (IOException e) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "The prelude " + file + " " + e.getMessage() + ".");
    } catch (IllegalArgumentException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, "The prelude does not work: " + e.getMessage());
    }
  }
}
