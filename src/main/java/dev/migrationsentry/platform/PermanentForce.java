package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import java.util.List;
import java.util.stream.Stream;

/// A guard of the migrations is switched off for good by a variable.
final class PermanentForce implements DeployRule {
  private static final List<String> WORDS = List.of("force", "ack", "accept");

  @Override
  public Stream<Finding> check(Deployment deployment) {
    return SetVariables.of(deployment)
        .filter(variable -> SetVariables.isOn(variable.value()))
        .filter(variable -> {
          List<String> parts = SetVariables.parts(variable.name());
          return SetVariables.isAboutMigrations(parts) && parts.stream().anyMatch(WORDS::contains);
        })
        .map(variable ->
            finding(
                variable.where(),
                variable.name() + " is set for every deploy.",
                "It is meant for one deploy, by somebody who looks. Set for good, the guard that it"
                    + " opens never speaks again: what was edited after it ran is skipped in"
                    + " silence.",
                "Take it away here. Where a difference is harmless, 'migration-sentry reconcile'"
                    + " proves and records that once."));
  }
}
