package dev.migrationsentry.cli;

import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.configuration.ConfigurationFile;
import dev.migrationsentry.configuration.Nearest;
import dev.migrationsentry.diagnosis.ProjectSource;
import dev.migrationsentry.diagnosis.Reading;
import dev.migrationsentry.framework.Frameworks;
import dev.migrationsentry.git.GitException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the project of a failed deploy is read, and at which commit.
final class SubjectOptions {
  @Option(
      names = "--commit",
      paramLabel = "REF",
      description =
          "The commit that was deployed: the project's files are read there. Default: the one that the log names, if the clone has it; else the working tree.")
  private @Nullable String commit;

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      description = "The runner, when the layout does not tell.")
  private @Nullable String framework;

  @Option(
      names = "--placeholder",
      paramLabel = "NAME=VALUE",
      description = "What the runner puts in for a placeholder; may be given several times.")
  private Map<String, String> placeholders = Map.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The project's configuration. Default: migration-sentry.yaml in its folder or above it, if there is one.")
  private @Nullable Path config;

  /// What the project says of itself.
  ///
  /// @throws dev.migrationsentry.configuration.ConfigurationProblem when the file can't be used
  Configuration configuration(Path folder, Terminal terminal) {
    Path named = config;
    if (named != null) {
      return ConfigurationFile.read(named, named.toString(), terminal.environment());
    }
    Path here = folder.toAbsolutePath().normalize().resolve(Configuration.FILE);
    return ConfigurationFile.find(folder)
        .map(file -> {
          String shown = file.equals(here) ? Configuration.FILE : file.toString();
          Configuration read = ConfigurationFile.read(file, shown, terminal.environment());
          return file.equals(here) ? read : read.withoutHistories();
        })
        .orElse(Configuration.NONE);
  }

  /// Opens the project.
  ///
  /// @param inLog the commit that the log names, or null
  /// @throws EnvironmentProblem when something named does not exist
  ProjectSource open(Path folder, Configuration configuration, @Nullable String inLog) {
    List<String> known = Frameworks.names();
    String named = framework;
    if (named != null && !known.contains(named)) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "There is no runner "
              + named
              + "."
              + Nearest.question(named, known)
              + " Known are "
              + String.join(", ", known)
              + ".");
    }
    Reading reading = new Reading(configuration.histories(), named, placeholders);
    try {
      return ProjectSource.open(folder, reading, commit, inLog);
    } catch (UncheckedIOException | GitException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }
}
