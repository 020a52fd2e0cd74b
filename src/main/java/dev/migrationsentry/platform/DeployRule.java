package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rule;
import dev.migrationsentry.rule.Severity;
import dev.migrationsentry.source.Span;
import java.util.List;
import java.util.stream.Stream;

/// An opinion about how a project is deployed.
interface DeployRule extends Rule.ProjectRule {
  /// What it has to say.
  Stream<Finding> check(Deployment deployment);

  @Override
  default Severity severity() {
    return Severity.WARNING;
  }

  /// A finding of this rule.
  default Finding finding(Span where, String seen, String effect, String safer) {
    return new Finding(
        id(), severity(), "", where, null, null, seen, effect, safer, List.of(), false);
  }
}
