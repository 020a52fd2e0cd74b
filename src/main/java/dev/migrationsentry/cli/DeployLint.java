package dev.migrationsentry.cli;

import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.platform.Deployment;
import dev.migrationsentry.platform.Deployments;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/// How a project is deployed, judged with what the command line knows of its own options.
final class DeployLint {
  private DeployLint() {}

  static Deployment of(ProjectFiles files, List<History> histories, Terminal terminal) {
    return Deployments.read(
        files,
        histories.stream().map(History::path).distinct().toList(),
        command -> options(command, terminal));
  }

  /// The options of a command; preparing one takes a while, and few projects ask for it.
  private static Set<String> options(String command, Terminal terminal) {
    Commands commands = new Commands(terminal, List.of());
    List<Class<?>> kinds = Commands.wanted(List.of(command));
    return kinds.size() == 1
        ? Set.copyOf(
            new CommandLine(kinds.getFirst(), commands).getCommandSpec().optionsMap().keySet())
        : Set.of();
  }
}
