package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseProblem;
import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.configuration.GateSetting;
import dev.migrationsentry.migration.History;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The first step: whether all is there that the gate needs. What is missing is named at once, and
/// nothing of it is a reason to skip anything.
final class EnvironmentCheck {
  private final GatePlan plan;
  private final GateProject project;
  private @Nullable DatabaseUrl url;
  private List<History> histories = List.of();

  EnvironmentCheck(GatePlan plan, GateProject project) {
    this.plan = plan;
    this.project = project;
  }

  /// The database, or null where none was found.
  @Nullable DatabaseUrl url() {
    return url;
  }

  /// The histories, as far as there are.
  List<History> histories() {
    return histories;
  }

  /// Looks before anything is said, so that secrets are known from the beginning.
  void findDatabase() {
    try {
      url = database();
    } catch (DatabaseProblem saidLater) {
      url = null;
    }
  }

  private @Nullable DatabaseUrl database() {
    String written = plan.environment().getOrDefault(plan.settings().database(), "");
    if (!written.isBlank()) {
      return DatabaseUrl.parse(written, plan.environment());
    }
    return plan.settings().database().equals(GateSetting.DATABASE)
        ? DatabaseUrl.named(plan.environment()).orElse(null)
        : null;
  }

  /// Does the step.
  @Nullable GateStop run(Consumer<String> say) {
    List<String> missing = new ArrayList<>();
    GateSetting settings = plan.settings();
    try {
      DatabaseUrl found = database();
      if (found == null) {
        missing.add(settings.database() + " is not set: it holds the URL of the database.");
      } else {
        say.accept("database: " + found);
        found.changes().forEach(change -> say.accept("database URL: " + change));
      }
    } catch (DatabaseProblem e) {
      missing.add(settings.database() + " can't be read: " + e.getMessage());
    }
    for (String name : settings.variables()) {
      if (plan.environment().getOrDefault(name, "").isBlank()) {
        missing.add(name + " is not set; " + settings.place() + " requires it.");
      }
    }
    if (!settings.variables().isEmpty()) {
      say.accept("required variables: " + String.join(", ", settings.variables()));
    }
    if (Switch.of(plan.environment()) == Switch.UNCLEAR) {
      missing.add(GatePlan.SKIP + " takes 1, to switch migrations off, or nothing.");
    }
    try {
      histories = project.histories();
      for (History history : histories) {
        int count = history.migrations().size();
        say.accept(
            "migrations: "
                + history.path()
                + " "
                + history.runner().title()
                + ", "
                + (count == 1 ? "1 migration" : count + " migrations"));
      }
    } catch (GateProblem e) {
      missing.addAll(String.valueOf(e.getMessage()).lines().toList());
    }
    command(missing, say);
    return missing.isEmpty()
        ? null
        : GateStop.at(
            GateStep.ENVIRONMENT,
            missing.getFirst(),
            missing.subList(1, missing.size()),
            List.of("Set what is missing where the deploy runs; nothing was changed."));
  }

  private void command(List<String> missing, Consumer<String> say) {
    List<String> command = plan.command();
    if (command.isEmpty()) {
      if (histories.stream()
          .flatMap(history -> history.migrations().stream())
          .anyMatch(one -> one.up().program() != null)) {
        missing.add(
            "No command is given that runs the migrations, and they are code, which only the project's own runner can run: write it behind --, as in 'migration-sentry gate -- alembic upgrade head', or as gate: command: in migration-sentry.yaml.");
      } else {
        say.accept("command: none; the built-in runner runs the migrations");
      }
      return;
    }
    say.accept("command: " + String.join(" ", command));
    if (!ProgramFinder.finds(command.getFirst(), plan.folder(), plan.environment())) {
      missing.add("There is no program " + command.getFirst() + " on this machine.");
    }
  }
}
