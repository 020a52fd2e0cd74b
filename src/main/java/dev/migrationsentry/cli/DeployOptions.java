package dev.migrationsentry.cli;

import dev.migrationsentry.ProjectHistories;
import dev.migrationsentry.configuration.Configuration;
import dev.migrationsentry.configuration.Configuration.HistorySetting;
import dev.migrationsentry.configuration.ConfigurationFile;
import dev.migrationsentry.configuration.HostSetting;
import dev.migrationsentry.framework.Discovery;
import dev.migrationsentry.framework.Histories;
import dev.migrationsentry.framework.Options;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.git.Commits;
import dev.migrationsentry.git.GitException;
import dev.migrationsentry.git.GitProject;
import dev.migrationsentry.host.Host;
import dev.migrationsentry.host.HostPlan;
import dev.migrationsentry.host.HostTiming;
import dev.migrationsentry.host.HostedService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which host, which services and which branch a command is about.
final class DeployOptions {
  @Option(
      names = "--project",
      paramLabel = "FOLDER",
      defaultValue = ".",
      description = "The project, in its git repository. Default: this folder.")
  private Path folder = Path.of(".");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The project's configuration. Default: migration-sentry.yaml in its folder or above it, if there is one.")
  private @Nullable Path config;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description =
          "render (key in RENDER_API_KEY), github (token in GITHUB_TOKEN), or command. Default: the configuration's.")
  private @Nullable String kind;

  @Option(
      names = "--api-url",
      paramLabel = "URL",
      description = "Where the host's API is. Default: the public one.")
  private @Nullable String address;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description =
          "A service by its name or id; may be given several times. Default: the configuration's, or all.")
  private List<String> named = List.of();

  @Option(
      names = "--branch",
      paramLabel = "BRANCH",
      description =
          "The branch that is deployed. Default: the configuration's, the host's, or the one that is checked out.")
  private @Nullable String branch;

  private @Nullable Configuration configuration;

  /// For a command with options of its own: the host and the services of a configuration.
  ///
  /// @param service the service that is meant, or null for the configuration's
  static DeployOptions of(Path folder, Configuration configuration, @Nullable String service) {
    DeployOptions options = new DeployOptions();
    options.folder = folder;
    options.configuration = configuration;
    options.named = service == null ? List.of() : List.of(service);
    return options;
  }

  /// What the project says of itself.
  Configuration configuration(Terminal terminal) {
    Configuration known = configuration;
    if (known == null) {
      Path given = config;
      known =
          given != null
              ? ConfigurationFile.read(given, given.toString(), terminal.environment())
              : ConfigurationFile.find(folder)
                  .map(
                      file -> ConfigurationFile.read(file, file.toString(), terminal.environment()))
                  .orElse(Configuration.NONE);
      configuration = known;
    }
    return known;
  }

  /// The folder of the project.
  Path folder() {
    return folder;
  }

  /// The host that is meant.
  ///
  /// @throws EnvironmentProblem when none is named
  Host host(Terminal terminal) {
    HostSetting setting = configuration(terminal).host();
    String meant = kind == null ? setting.kind() : kind;
    if (meant == null) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "No host is named: give --host render, github or command, or write it into "
              + Configuration.FILE
              + ".");
    }
    return new HostPlan(
            meant,
            address == null ? setting.address() : address,
            setting.repository(),
            wanted(setting),
            setting.command(),
            setting.log(),
            setting.trigger(),
            folder.toAbsolutePath().toString())
        .open(terminal.environment(), HostTiming.real());
  }

  private List<String> wanted(HostSetting setting) {
    return named.isEmpty() ? setting.services() : named;
  }

  /// The services that are meant, in the order in which they are named.
  ///
  /// @throws EnvironmentProblem when one does not exist, or a name is that of several
  List<HostedService> services(Host host, Terminal terminal) {
    List<HostedService> all = host.services();
    List<String> wanted = wanted(configuration(terminal).host());
    if (wanted.isEmpty()) {
      if (all.isEmpty()) {
        throw new EnvironmentProblem(ExitCode.USAGE, host.name() + " has no services.");
      }
      return all;
    }
    List<HostedService> services = new ArrayList<>();
    for (String name : wanted) {
      List<HostedService> found =
          all.stream().filter(one -> one.id().equals(name) || one.name().equals(name)).toList();
      if (found.size() != 1) {
        throw new EnvironmentProblem(
            ExitCode.USAGE,
            found.isEmpty()
                ? host.name()
                    + " has no service "
                    + name
                    + "; there are "
                    + String.join(", ", all.stream().map(HostedService::name).limit(20).toList())
                    + "."
                : "Several services are called "
                    + name
                    + "; name one by its id: "
                    + String.join(", ", found.stream().map(HostedService::id).toList())
                    + ".");
      }
      services.add(found.getFirst());
    }
    return services;
  }

  /// The one service that is meant.
  ///
  /// @throws EnvironmentProblem when there are several
  HostedService service(Host host, Terminal terminal) {
    List<HostedService> services = services(host, terminal);
    if (services.size() != 1) {
      throw new EnvironmentProblem(
          ExitCode.USAGE,
          "Say which service is meant with --service: "
              + String.join(", ", services.stream().map(HostedService::name).limit(20).toList())
              + ".");
    }
    return services.getFirst();
  }

  /// Opens the repository of the project.
  ///
  /// @throws EnvironmentProblem when there is none
  GitProject git() {
    try {
      return GitProject.open(folder);
    } catch (GitException e) {
      throw new EnvironmentProblem(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /// The branch that a service is deployed from.
  String branch(HostedService service, Commits commits, Terminal terminal) {
    if (branch != null) {
      return branch;
    }
    String configured = configuration(terminal).host().branch();
    if (configured != null) {
      return configured;
    }
    String hosted = service.branch();
    return hosted != null
        ? hosted
        : commits
            .branch()
            .orElseThrow(() ->
                new EnvironmentProblem(
                    ExitCode.USAGE, "Say which branch is deployed with --branch."));
  }

  /// The newest commit of a branch.
  ///
  /// @throws EnvironmentProblem when this clone does not have the branch
  static String head(String branch, Commits commits) {
    return commits
        .head(branch)
        .orElseThrow(() ->
            new EnvironmentProblem(
                ExitCode.USAGE,
                "This clone has no branch "
                    + branch
                    + " (git fetch gets it; --branch names another)."));
  }

  /// Finds the histories of the project among the files of a commit.
  Discovery histories(ProjectFiles files, Terminal terminal) {
    List<HistorySetting> settings = configuration(terminal).histories();
    if (settings.isEmpty()) {
      return Histories.find(files, Options.NONE);
    }
    // What a commit lacks can't be what the configuration of today names.
    List<Options> options =
        settings.stream().map(one -> new Options(one.framework(), one.placeholders())).toList();
    for (Options one : options) {
      if (Histories.find(files, one) instanceof Discovery.Nothing nothing) {
        return nothing;
      }
    }
    return ProjectHistories.find(settings, one -> (Discovery.Found) Histories.find(files, one));
  }
}
