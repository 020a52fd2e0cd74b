package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// A command needs a variable that its service is not given.
final class MissingVariable implements DeployRule {
  /// Runners that read the URL of their database from DATABASE_URL unless an option says it.
  private static final Set<String> BY_URL = Set.of("migration-sentry", "dbmate", "diesel", "sqlx");

  @Override
  public Stream<Finding> check(Deployment deployment) {
    List<Finding> findings = new ArrayList<>();
    for (Service service : deployment.services()) {
      if (!service.complete()) {
        continue;
      }
      needed(service, deployment)
          .forEach((name, place) -> {
            if (!service.variables().containsKey(name) && !isGivenByHost(name)) {
              findings.add(
                  finding(
                      service.where(),
                      "The service "
                          + service.name()
                          + " is not given "
                          + name
                          + ", which its command needs ("
                          + place
                          + ").",
                      "The command fails in each deploy, unless somebody has set the variable by"
                          + " hand where no file says so.",
                      "Name it among the service's variables, without its value if that is a"
                          + " secret."));
            }
          });
    }
    return findings.stream();
  }

  private static boolean isGivenByHost(String name) {
    return name.equals("PORT")
        || name.startsWith("RENDER")
        || name.startsWith("KUBERNETES")
        || name.equals("HOME")
        || name.equals("HOSTNAME")
        || name.equals("PATH")
        || name.equals("1");
  }

  private static Map<String, Span> needed(Service service, Deployment deployment) {
    Map<String, Span> needed = new LinkedHashMap<>();
    for (Command command : service.commands()) {
      if (command.phase() == Phase.BUILD) {
        continue;
      }
      for (Flow.Course course : deployment.courses()) {
        if (course.command() != command) {
          continue;
        }
        course.required().forEach((name, variable) -> needed.putIfAbsent(name, variable.where()));
        for (Reached one : course.reached()) {
          Invocation call = one.invocation();
          boolean named =
              call.words().stream()
                  .anyMatch(word ->
                      word.text().startsWith("--database")
                          || word.text().startsWith("--url")
                          || word.text().equals("-u")
                          || word.text().startsWith("-D"));
          if (call.applies() && BY_URL.contains(call.runner()) && !named) {
            needed.putIfAbsent("DATABASE_URL", call.where());
          }
        }
      }
    }
    return needed;
  }
}
