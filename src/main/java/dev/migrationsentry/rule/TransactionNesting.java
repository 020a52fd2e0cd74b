package dev.migrationsentry.rule;

import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.sql.ast.TransactionStatement;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.stream.Stream;

/// A migration opens or ends a transaction by itself although its runner has opened one around it.
public final class TransactionNesting implements Rule.StepRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(Step step, Timeline timeline) {
    TransactionMode mode = step.migration().transaction();
    boolean wrapped = mode == TransactionMode.PER_RUN || mode == TransactionMode.PER_MIGRATION;
    if (!wrapped || !(step.statement() instanceof TransactionStatement statement)) {
      return Stream.empty();
    }
    String runner = timeline.history().runner().title();
    return switch (statement.action()) {
      case BEGIN ->
          Stream.of(
              finding(
                  step,
                  timeline,
                  "BEGIN inside of the transaction that " + runner + " has opened already.",
                  "PostgreSQL only warns and goes on in the same transaction; the COMMIT that follows ends the runner's.",
                  "Remove BEGIN and its COMMIT: " + runner + " wraps the migration."));
      case COMMIT ->
          Stream.of(
              finding(
                  step,
                  timeline,
                  "COMMIT ends the transaction that " + runner + " has opened.",
                  "What follows runs outside of any transaction, so that a failure leaves the migration half applied, and the runner's record of it is not written together with it.",
                  "Remove it, or split the migration in two where it stands."));
      case ROLLBACK ->
          Stream.of(
              finding(
                  step,
                  timeline,
                  "ROLLBACK takes back all that the migration did before it.",
                  "The runner records the migration as applied although its changes are gone.",
                  "Remove it together with what it takes back."));
      case SAVEPOINT, RELEASE, ROLLBACK_TO, PREPARE, COMMIT_PREPARED, ROLLBACK_PREPARED, SET ->
          Stream.empty();
    };
  }

  private Finding finding(Step step, Timeline timeline, String seen, String effect, String safer) {
    return new Finding(
        id(),
        severity(),
        timeline.world().name(),
        step.statement().span(),
        step.migration().title(),
        null,
        seen,
        effect,
        safer,
        List.of(),
        false);
  }
}
