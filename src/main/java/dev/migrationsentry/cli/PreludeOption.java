package dev.migrationsentry.cli;

import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

  /// The statements of the prelude; none where there is none.
  ///
  /// @throws EnvironmentProblem when it can't be read
  List<Statement> statements() {
    Path file = prelude;
    if (file == null) {
      return List.of();
    }
    try {
      return SqlReader.read(DirectoryFiles.text(file));
    } catch (IOException e) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "The prelude " + file + " " + e.getMessage() + ".");
    }
  }

  /// A new database of a major version, after the prelude.
  ///
  /// @throws EnvironmentProblem when the prelude can't be read or does not work
  World applyTo(int major) {
    List<Statement> statements = statements();
    try {
      World empty = World.empty(major);
      return statements.isEmpty() ? empty : empty.after(statements);
    } catch (IllegalArgumentException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, "The prelude does not work: " + e.getMessage());
    }
  }
}
