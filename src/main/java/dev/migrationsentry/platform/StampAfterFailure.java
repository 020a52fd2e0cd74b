package dev.migrationsentry.platform;

import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What failed is recorded as applied.
final class StampAfterFailure implements DeployRule {
  private static final Set<String> HEADS = Set.of("head", "heads");

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Deployment deployment) {
    List<Finding> findings = new ArrayList<>();
    for (Flow.Course course : deployment.courses()) {
      List<Reached> calls = course.reached();
      for (int i = 0; i < calls.size(); i++) {
        Invocation call = calls.get(i).invocation();
        if (call.action() != Invocation.Action.STAMP) {
          continue;
        }
        boolean head = call.words().stream().anyMatch(word -> HEADS.contains(word.text()));
        boolean thenApplied =
            head
                && calls.subList(i + 1, calls.size()).stream()
                    .anyMatch(later -> later.invocation().applies());
        if (calls.get(i).afterFailure() || thenApplied) {
          findings.add(
              finding(
                  call.where(),
                  "'"
                      + call.shown()
                      + "' changes what is recorded as applied, and nothing else,"
                      + (calls.get(i).afterFailure()
                          ? " after migrations have failed."
                          : " in front of an upgrade that then finds nothing to do."),
                  "From then on nothing runs them any more: the database lacks what they make, and"
                      + " the runner says that all is well.",
                  "Let the deploy fail. Afterwards 'migration-sentry status' and"
                      + " 'migration-sentry verify' tell what the database has, and what of it"
                      + " may be recorded."));
        }
      }
    }
    return findings.stream();
  }
}
