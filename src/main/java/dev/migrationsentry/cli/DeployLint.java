package dev.migrationsentry.cli;

import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.platform.Deployment;
import dev.migrationsentry.platform.Deployments;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// How a project is deployed, judged with what is known of this program's own options.
final class DeployLint {
  private DeployLint() {}

  static Deployment of(ProjectFiles files, List<History> histories, CommandSpec check) {
    return Deployments.read(
        files, histories.stream().map(History::path).distinct().toList(), options(check));
  }

  /// The options of each command, as the command line itself knows them.
  private static Map<String, Set<String>> options(CommandSpec check) {
    Map<String, Set<String>> options = new HashMap<>();
    CommandSpec top = check.root();
    for (Map.Entry<String, CommandLine> command : top.subcommands().entrySet()) {
      options.put(
          command.getKey(),
          new HashSet<>(command.getValue().getCommandSpec().optionsMap().keySet()));
    }
    return options;
  }
}
