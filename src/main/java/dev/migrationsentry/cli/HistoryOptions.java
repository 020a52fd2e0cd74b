package dev.migrationsentry.cli;

import dev.migrationsentry.ProjectHistories;
import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.configuration.Configuration.HistorySetting;
import dev.migrationsentry.configuration.ConfigurationFile;
import dev.migrationsentry.configuration.Nearest;
import dev.migrationsentry.framework.DirectoryFiles;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Frameworks;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.LeftOut;
import dev.migrationsentry.framework.MergeRevision;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.framework.ReplacedFiles;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.git.GitProject;
import dev.migrationsentry.migration.History;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which histories a command is about.
final class HistoryOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "The project, a folder in it, or one file. Default: this folder.")
  private Path folder = Path.of(".");

  @Option(
      names = "--framework",
      paramLabel = "NAME",
      description = "The runner, when the layout does not tell: ${COMPLETION-CANDIDATES}.",
      completionCandidates = RunnerNames.class)
  private @Nullable String framework;

  @Option(
      names = "--placeholder",
      paramLabel = "NAME=VALUE",
      description = "What the runner puts in for a placeholder; may be given several times.")
  private Map<String, String> placeholders = Map.of();

  @Option(
      names = "--since",
      paramLabel = "REF",
      description =
          "A commit, tag or branch: migrations that it has count as applied. Hazards in them are silent, and new ones that sort before them are out of order.")
  private @Nullable String since;

  @Option(
      names = "--against-branch",
      paramLabel = "REF",
      description =
          "The branch that the work will be merged into: the result of the merge is checked, and its migrations count as applied.")
  private @Nullable String againstBranch;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The project's configuration. Default: migration-sentry.yaml in its folder or above it, if there is one.")
  private @Nullable Path config;

  private @Nullable Configuration configuration;
  private @Nullable ProjectFiles files;

  /// Compares with a commit, as `--since` does.
  ///
  /// @param commit null for none
  /// @throws EnvironmentProblem when there is another to compare with
  void compareWith(@Nullable String commit) {
    if (commit != null && since != null) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "--since and --deployed can't be used together.");
    }
    since = commit == null ? since : commit;
  }

  /// What the project says of itself.
  ///
  /// @throws dev.migrationsentry.configuration.ConfigurationProblem when the file can't be used
  Configuration configuration(Terminal terminal) {
    Configuration known = configuration;
    if (known == null) {
      known = config == null ? found(terminal) : read(config, config.toString(), terminal);
      configuration = known;
    }
    return known;
  }

  private Configuration found(Terminal terminal) {
    Path here = directory().toAbsolutePath().normalize().resolve(Configuration.FILE);
    return ConfigurationFile.find(directory())
        .map(file ->
            file.equals(here)
                ? read(file, Configuration.FILE, terminal)
                // Of a part of the project, whose folder was named instead.
                : read(file, file.toString(), terminal).withoutHistories())
        .orElse(Configuration.NONE);
  }

  private static Configuration read(Path file, String shown, Terminal terminal) {
    return ConfigurationFile.read(file, shown, terminal.environment());
  }

  /// The project, or what of it is meant.
  Path folder() {
    return folder;
  }

  /// The folder to which the paths of migrations are relative.
  Path directory() {
    Path parent = folder.toAbsolutePath().getParent();
    return Files.isDirectory(folder) || parent == null ? folder : parent;
  }

  /// Drafts the revision that joins heads of a history.
  MergeRevision merge(History history, MergeRevision.Content content) {
    return MergeRevision.draft(
        DirectoryFiles.open(folder), new Options(framework, placeholders), history, content);
  }

  /// The histories, compared with the state in git that was asked for.
  ///
  /// @throws EnvironmentProblem when there is none, or something named does not exist
  Discovery.Found find(Terminal terminal) {
    return find(terminal, Map.of());
  }

  /// The files that the histories were found in.
  ///
  /// @throws IllegalStateException before histories were looked for
  ProjectFiles files() {
    ProjectFiles looked = files;
    if (looked == null) {
      throw new IllegalStateException("no histories were looked for");
    }
    return looked;
  }

  /// The histories as they are when some files have another content, or are there as well.
  ///
  /// @param contents by path, relative to the folder
  List<History> with(Terminal terminal, Map<String, byte[]> contents) {
    return find(terminal, contents).histories();
  }

  /// How the histories are read, as far as it holds for all.
  Options options() {
    return new Options(framework, placeholders);
  }

  /// The histories of some files of the project; nothing where there are none any more.
  List<History> in(Terminal terminal, ProjectFiles files) {
    List<HistorySetting> settings = configuration(terminal).histories();
    if (settings.isEmpty() || framework != null) {
      return histories(files, options());
    }
    return ProjectHistories.find(
            settings,
            options -> {
              Map<String, String> values = new HashMap<>(options.placeholders());
              values.putAll(placeholders);
              return found(Histories.find(files, new Options(options.framework(), values)));
            })
        .histories();
  }

  private static List<History> histories(ProjectFiles files, Options options) {
    return switch (Histories.find(files, options)) {
      case Discovery.Found found -> found.histories();
      case Discovery.Nothing ignored -> List.of();
    };
  }

  private Discovery.Found find(Terminal terminal, Map<String, byte[]> contents) {
    List<HistorySetting> settings = configuration(terminal).histories();
    if (settings.isEmpty() || framework != null) {
      return find(framework, placeholders, contents);
    }
    return ProjectHistories.find(
        settings,
        options -> {
          Map<String, String> values = new HashMap<>(options.placeholders());
          values.putAll(placeholders);
          return find(options.framework(), values, contents);
        });
  }

  private Discovery.Found find(
      @Nullable String named, Map<String, String> values, Map<String, byte[]> contents) {
    if (named != null && !Frameworks.names().contains(named)) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "There is no runner "
              + named
              + "."
              + Nearest.question(named, Frameworks.names())
              + " Known are "
              + String.join(", ", Frameworks.names())
              + ".");
    }
    if (since != null && againstBranch != null) {
      throw new EnvironmentProblem(
          ExitCode.USAGE, "--since and --against-branch can't be used together.");
    }
    try {
      Options options = new Options(named, values);
      ProjectFiles onDisk = DirectoryFiles.open(folder);
      ProjectFiles files = contents.isEmpty() ? onDisk : new ReplacedFiles(onDisk, contents);
      this.files = files;
      return since == null && againstBranch == null
          ? found(Histories.find(files, options))
          : compared(files, options);
    } catch (UncheckedIOException | GitException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private Discovery.Found compared(ProjectFiles working, Options options) {
    try (GitProject git = GitProject.open(folder)) {
      String branch = againstBranch;
      ProjectFiles files = working;
      List<String> conflicts = List.of();
      if (branch != null) {
        GitProject.Merged merged = git.merged(branch, working);
        files = merged.files();
        this.files = files;
        conflicts = merged.conflicts();
      }
      String reference = branch != null ? branch : String.valueOf(since);
      Discovery.Found found = found(Histories.find(files, options));
      List<History> histories = new ArrayList<>();
      for (History history : found.histories()) {
        histories.add(history.comparedWith(git.reference(reference, files, history)));
      }
      List<LeftOut> leftOut = new ArrayList<>(found.leftOut());
      if (files != working) {
        leftOut.addAll(working.unseen());
      }
      conflicts.forEach(path ->
          leftOut.add(
              new LeftOut(
                  path, "as on " + reference + ": changed there and here, checked as it is here")));
      return new Discovery.Found(histories, leftOut, found.skipped());
    }
  }

  private static Discovery.Found found(Discovery discovery) {
    return switch (discovery) {
      case Discovery.Found found -> found;
      case Discovery.Nothing nothing ->
          throw new EnvironmentProblem(ExitCode.UNJUDGED, nothing.message());
    };
  }

  /// The runners' names, for the help.
  private static final class RunnerNames extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    RunnerNames() {
      super(Frameworks.names());
    }
  }
}
