package dev.migrationsentry.cli;

import dev.migrationsentry.platform.DeployRules;
import dev.migrationsentry.rule.Rule;
import dev.migrationsentry.rule.Rules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The rules of all rooms, for those who name one.
final class AllRules {
  /// Those about migrations, then those about deploys.
  static final List<Rule> ALL =
      Stream.concat(Rules.ALL.stream(), DeployRules.ALL.stream()).toList();

  private AllRules() {}

  static List<String> ids() {
    return ALL.stream().map(Rule::id).toList();
  }

  static Optional<Rule> of(String id) {
    return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }
}
