package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.source.SourceFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// How a project is deployed, as far as its files say.
///
/// @param services what hosts build and run, in the order of the files
/// @param courses what their commands come to, one for each command
/// @param reached the calls of runners in them, each place once for each service
/// @param scripts the shell scripts that run in them
/// @param dockerfiles the files that images are built with, by path
/// @param ignored the patterns of `.dockerignore` files, by the folder they stand in
/// @param migrations the folders of the histories, relative to the checked one
/// @param sentry the options one of this program's own commands, empty for a name that is none
/// @param leftOut files that can't be judged: sentences for people
public record Deployment(
    List<Service> services,
    List<Flow.Course> courses,
    List<Reached> reached,
    List<Script> scripts,
    Map<String, DockerFile> dockerfiles,
    Map<String, SourceFile> ignored,
    List<String> migrations,
    Function<String, Set<String>> sentry,
    List<String> leftOut) {
  /// Copies the collections.
  public Deployment {
    services = List.copyOf(services);
    courses = List.copyOf(courses);
    reached = List.copyOf(reached);
    scripts = List.copyOf(scripts);
    dockerfiles = Map.copyOf(dockerfiles);
    ignored = Map.copyOf(ignored);
    migrations = List.copyOf(migrations);
    leftOut = List.copyOf(leftOut);
  }

  /// What the rules say of it, in the order of files and lines.
  public List<Finding> findings() {
    return DeployRules.check(this);
  }

  /// All calls of runners that deploys come to, each place once for each service.
  static List<Reached> reached(List<Flow.Course> courses) {
    List<Reached> all = new ArrayList<>();
    IdentityHashMap<Service, Set<List<Object>>> seen = new IdentityHashMap<>();
    for (Flow.Course course : courses) {
      for (Reached one : course.reached()) {
        List<Object> place =
            List.of(one.invocation().where().toString(), one.fate(), one.afterFailure());
        if (seen.computeIfAbsent(one.service(), _ -> new HashSet<>()).add(place)) {
          all.add(one);
        }
      }
    }
    return all;
  }

  /// The calls that a service comes to.
  List<Reached> reached(Service service) {
    return reached.stream().filter(one -> one.service() == service).toList();
  }
}
