package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import java.util.stream.Stream;

/// A deploy writes migrations, or changes the database by a difference that nobody has read.
final class AutogenerateInProduction implements DeployRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Deployment deployment) {
    return deployment.reached().stream()
        .filter(one ->
            one.invocation().action() == Invocation.Action.GENERATE
                && one.service().host().deploys()
                && one.command().phase() != Phase.BUILD
                && !(one.command().phase() == Phase.SCRIPT
                    && one.service().name().startsWith("deploy")))
        .map(one ->
            finding(
                one.invocation().where(),
                "'"
                    + one.invocation().shown()
                    + "' makes migrations out of the difference between the code and the database"
                    + " of the deploy.",
                "Nobody has read what it will drop or rename, no other database gets the same, and"
                    + " the file is gone with the instance.",
                "Make the migration on a developer's machine, read it, commit it, and only apply it"
                    + " here."));
  }
}
