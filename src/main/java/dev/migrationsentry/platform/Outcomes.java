package dev.migrationsentry.platform;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which exit code a part of a shell program ends with, as far as its text tells.
final class Outcomes {
  private static final Set<String> HARMLESS = Set.of("true", ":", "echo", "printf");
  private static final Set<String> ENDING =
      Set.of(
          "false",
          "die",
          "fail",
          "fatal",
          "abort",
          "error_exit",
          "error",
          "log_error_exit",
          "kill");

  private Outcomes() {}

  /// Whether a part certainly ends with 0: `true`, `echo`, `exit 0`.
  static boolean alwaysSucceeds(Shell part, Map<String, Shell> functions) {
    return switch (part) {
      case Shell.Simple simple -> {
        Shell function = functions.get(simple.name());
        yield function != null
            ? alwaysSucceeds(function, functions)
            : HARMLESS.contains(simple.name()) || isExit(simple, true);
      }
      case Shell.Group group -> alwaysSucceeds(group.body(), functions);
      case Shell.Sequence sequence ->
          !sequence.items().isEmpty()
              && alwaysSucceeds(sequence.items().getLast().command(), functions)
              && !mayFail(part, functions);
      case Shell.Either either ->
          alwaysSucceeds(either.right(), functions)
              && (!either.and() || alwaysSucceeds(either.left(), functions));
      case Shell.Pipe _,
          Shell.Not _,
          Shell.Branch _,
          Shell.Choice _,
          Shell.Loop _,
          Shell.Function _,
          Shell.Test _,
          Shell.Opaque _ ->
          false;
    };
  }

  /// Whether somewhere in a part the script ends, or a function returns, with a failure.
  static boolean mayFail(Shell part, Map<String, Shell> functions) {
    return part.holds(each ->
        each instanceof Shell.Simple simple
            && (ENDING.contains(simple.name())
                || isExit(simple, false)
                || assigns(simple)
                || (functions.get(simple.name()) != null
                    && functions.get(simple.name()) != part
                    && functions
                        .get(simple.name())
                        .holds(inner -> inner instanceof Shell.Simple one && isExit(one, false)))));
  }

  /// A flag that may be looked at later.
  private static boolean assigns(Shell.Simple simple) {
    return simple.words().isEmpty()
        && simple.assignments().stream()
            .anyMatch(assignment -> !assignment.name().startsWith("rc"));
  }

  private static boolean isExit(Shell.Simple simple, boolean well) {
    if (!Set.of("exit", "return").contains(simple.name())) {
      return false;
    }
    boolean zero = simple.words().size() > 1 && simple.words().get(1).text().equals("0");
    return zero == well;
  }

  /// Whether a condition holds after a failure: `[ $rc -ne 0 ]`.
  static boolean asksForFailure(Shell condition) {
    return condition instanceof Shell.Test test
        && asksCode(test)
        && List.of("-ne 0", "!= 0", "-gt 0", "!= \"0\"").stream()
            .anyMatch(test.words().text()::contains);
  }

  /// Whether a condition holds after a success: `[ $? -eq 0 ]`.
  static boolean asksForSuccess(Shell condition) {
    return condition instanceof Shell.Test test
        && asksCode(test)
        && List.of("-eq 0", "== 0", "= 0 ").stream().anyMatch(test.words().text()::contains);
  }

  private static boolean asksCode(Shell.Test test) {
    return test.words().expansions().stream()
        .anyMatch(expansion ->
            expansion.name().equals("?")
                || expansion.name().startsWith("rc")
                || expansion.name().contains("status")
                || expansion.name().contains("STATUS")
                || expansion.name().contains("code")
                || expansion.name().contains("CODE")
                || expansion.name().contains("RC")
                || expansion.name().contains("exit"));
  }

  /// Whether an `if` that asks for an exit code goes on after a failure.
  static boolean swallows(Shell part, String name, Map<String, Shell> functions) {
    if (!(part instanceof Shell.Branch branch)
        || !branch.arms().getFirst().condition().mentions(name)) {
      return false;
    }
    Shell condition = branch.arms().getFirst().condition();
    Shell onFailure =
        asksForFailure(condition)
            ? branch.arms().getFirst().body()
            : asksForSuccess(condition) ? branch.otherwise() : null;
    return onFailure != null && !exits(onFailure, functions);
  }

  private static boolean exits(Shell part, Map<String, Shell> functions) {
    return part.holds(each ->
        each instanceof Shell.Simple simple
            && (ENDING.contains(simple.name())
                || isExit(simple, false)
                || (functions.containsKey(simple.name())
                    && functions
                        .get(simple.name())
                        .holds(inner -> inner instanceof Shell.Simple one && isExit(one, false)))));
  }
}
