package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Deploys go on without their migrations: because a variable says so, or because one is missing.
final class MigrationsSwitchedOff implements DeployRule {
  private static final Set<String> AGAINST = Set.of("skip", "disable", "disabled", "no", "without");
  private static final Set<String> FOR = Set.of("run", "enable", "enabled", "apply", "auto", "do");
  private static final String EFFECT =
      "Deploys count as good while the database stays behind the code; what needs the new columns"
          + " fails for those who use it.";

  @Override
  public Stream<Finding> check(Deployment deployment) {
    List<Finding> findings = new ArrayList<>();
    SetVariables.of(deployment)
        .filter(variable -> switchesOff(variable.name(), variable.value()))
        .forEach(variable ->
            findings.add(
                finding(
                    variable.where(),
                    variable.name() + " switches the migrations off in every deploy.",
                    EFFECT,
                    "Take the variable away as soon as the emergency is over.")));
    for (Flow.Course course : deployment.courses()) {
      if (course.reached().stream().noneMatch(one -> one.invocation().applies())) {
        continue;
      }
      Service service = course.reached().getFirst().service();
      if (service.host().deploys()) {
        course
            .entered()
            .forEach(script -> {
              if (runsMigrations(script, course)) {
                skips(script.program(), service, findings);
              }
            });
        if (service.host() == Service.Host.SCRIPT) {
          skips(course.reached().getFirst().command().program(), service, findings);
        }
      }
    }
    return findings.stream();
  }

  private static boolean runsMigrations(Script script, Flow.Course course) {
    return course.reached().stream()
        .anyMatch(one -> one.invocation().where().file().path().equals(script.path()));
  }

  static boolean switchesOff(String name, String value) {
    List<String> parts = SetVariables.parts(name);
    return SetVariables.isAboutMigrations(parts)
        && !parts.contains("ensure")
        && ((SetVariables.isOn(value) && parts.stream().anyMatch(AGAINST::contains))
            || (SetVariables.isOff(value) && parts.stream().anyMatch(FOR::contains)));
  }

  private void skips(Shell program, Service service, List<Finding> findings) {
    program.holds(part -> {
      if (part instanceof Shell.Branch branch) {
        for (Shell.Arm arm : branch.arms()) {
          if (asksForMissingUrl(arm.condition()) && endsWell(arm.body())) {
            findings.add(
                finding(
                    head(branch.where()),
                    "Without the variable of the database's URL this script ends with success and"
                        + " runs no migration.",
                    EFFECT,
                    "End with a failure: a URL that is missing is a mistake of the environment"
                        + " (': \"${DATABASE_URL:?}\"' says so in one line)."));
          }
        }
      }
      for (Shell.Word word : part.ownWords()) {
        for (Shell.Expansion expansion : word.expansions()) {
          boolean usual = expansion.operator().endsWith("-") || expansion.operator().endsWith("=");
          if (usual
              && service.complete()
              && switchesOff(expansion.name(), expansion.argument())
              && !service.variables().containsKey(expansion.name())
              && !isAssigned(expansion.name(), service)) {
            findings.add(
                finding(
                    expansion.where(),
                    "Unless "
                        + expansion.name()
                        + " is set, no migration runs, and "
                        + service.name()
                        + " does not set it.",
                    EFFECT,
                    "Let migrations run unless somebody switches them off for one deploy."));
          }
        }
      }
      return false;
    });
  }

  /// Whether a command sets the variable by itself: `export RUN_MIGRATIONS=1; ./start.sh`.
  private static boolean isAssigned(String name, Service service) {
    return service.commands().stream()
        .anyMatch(command ->
            command
                .program()
                .holds(part ->
                    part instanceof Shell.Simple simple
                        && simple.assignments().stream()
                            .anyMatch(assignment -> assignment.name().equals(name))));
  }

  private static Span head(Span where) {
    int end = where.text().indexOf('\n');
    return end < 0 ? where : new Span(where.file(), where.start(), where.start() + end);
  }

  private static boolean asksForMissingUrl(Shell condition) {
    return condition instanceof Shell.Test test
        && test.words().text().contains("-z")
        && test.words().expansions().stream()
            .anyMatch(expansion -> {
              List<String> parts = SetVariables.parts(expansion.name());
              return parts.contains("url")
                  && (parts.contains("database")
                      || parts.contains("db")
                      || parts.contains("postgres"));
            });
  }

  private static boolean endsWell(Shell body) {
    return body.holds(part ->
        part instanceof Shell.Simple simple
            && simple.name().equals("exit")
            && simple.words().size() == 2
            && simple.words().get(1).text().equals("0"));
  }
}
