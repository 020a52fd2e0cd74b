package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How a project is deployed, as far as its files say.
///
/// @param services what hosts build and run, in the order of the files
/// @param courses what their commands come to, one for each command
/// @param scripts the shell scripts that run in them
/// @param dockerfiles the files that images are built with, by path
/// @param ignored the patterns of `.dockerignore` files, by the folder they stand in
/// @param migrations the folders of the histories, relative to the checked one
/// @param sentry the options of this program's own commands, by command
/// @param leftOut files that can't be judged: sentences for people
public record Deployment(
    List<Service> services,
    List<Flow.Course> courses,
    List<Script> scripts,
    Map<String, DockerFile> dockerfiles,
    Map<String, SourceFile> ignored,
    List<String> migrations,
    Map<String, Set<String>> sentry,
    List<String> leftOut) {
  /// Copies the collections.
  public Deployment {
    services = List.copyOf(services);
    courses = List.copyOf(courses);
    scripts = List.copyOf(scripts);
    dockerfiles = Map.copyOf(dockerfiles);
    ignored = Map.copyOf(ignored);
    migrations = List.copyOf(migrations);
    sentry = Map.copyOf(sentry);
    leftOut = List.copyOf(leftOut);
  }

  /// What the rules say of it, in the order of files and lines.
  public List<Finding> findings() {
    return DeployRules.check(this);
  }

  /// All calls of runners that deploys come to, each place once for each service.
  List<Reached> reached() {
    List<Reached> all = new ArrayList<>();
    Set<Object> seen = new HashSet<>();
    courses.stream()
        .map(Flow.Course::reached)
        .flatMap(Collection::stream)
        .filter(one ->
            seen.add(
                List.of(
                    one.service(),
                    one.invocation().where().toString(),
                    one.fate(),
                    one.afterFailure())))
        .forEach(all::add);
    return all;
  }

  /// The calls that a service comes to.
  List<Reached> reached(Service service) {
    return reached().stream().filter(one -> one.service() == service).toList();
  }
}
