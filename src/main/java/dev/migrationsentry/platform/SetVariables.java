package dev.migrationsentry.platform;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// Variables that deploys set: in the files of hosts, and in front of commands.
final class SetVariables {
  private static final Set<String> ON = Set.of("1", "true", "yes", "on", "y", "t");
  private static final Set<String> OFF = Set.of("0", "false", "no", "off", "n", "f");

  private SetVariables() {}

  /// All variables that files for deploys set to a value that is known.
  static Stream<Variable> of(Deployment deployment) {
    List<Variable> found = new ArrayList<>();
    for (Service service : deployment.services()) {
      if (service.host().deploys()) {
        found.addAll(service.variables().values());
        service.commands().forEach(command -> assigned(command.program(), found));
      }
    }
    Set<String> deployed = new HashSet<>();
    for (Flow.Course course : deployment.courses()) {
      course.entered().stream().map(Script::path).forEach(deployed::add);
    }
    deployment.scripts().stream()
        .filter(script -> deployed.contains(script.path()))
        .forEach(script -> assigned(script.program(), found));
    return found.stream();
  }

  private static void assigned(Shell program, List<Variable> found) {
    program.holds(part -> {
      if (part instanceof Shell.Simple simple) {
        for (Shell.Assignment assignment : simple.assignments()) {
          if (assignment.value() != null && assignment.value().literal()) {
            found.add(
                new Variable(assignment.name(), assignment.value().text(), assignment.where()));
          }
        }
      }
      return false;
    });
  }

  /// The words of a name: MIGRATIONS_FORCE has two.
  static List<String> parts(String name) {
    return List.of(name.toLowerCase(Locale.ROOT).split("_", -1));
  }

  static boolean isAboutMigrations(List<String> parts) {
    return parts.stream().anyMatch(part -> part.startsWith("migrat"));
  }

  static boolean isOn(String value) {
    return ON.contains(value.strip().toLowerCase(Locale.ROOT));
  }

  static boolean isOff(String value) {
    return OFF.contains(value.strip().toLowerCase(Locale.ROOT));
  }
}
