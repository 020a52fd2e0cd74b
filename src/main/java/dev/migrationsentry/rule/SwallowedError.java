package dev.migrationsentry.rule;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Code catches an error of the database inside of a transaction and goes on: the transaction is
/// lost, each later statement is refused, and the log shows the last refusal instead of the error.
public final class SwallowedError implements Rule.FailureRule {
  private static final int SHOWN = 3;

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Optional<Finding> explain(Step step, ServerError error, Timeline timeline) {
    List<Step> refused = timeline.refusedAfter(step);
    if (refused.isEmpty()) {
      return Optional.empty();
    }
    Finding cause = Rules.explain(step, error, timeline, this).orElse(null);
    String catching =
        step.handler() == null
            ? "The code catches this error"
            : "\""
                + firstLine(step.handler())
                + "\" in line "
                + step.handler().line()
                + " catches this error";
    List<Related> related = new ArrayList<>();
    if (step.handler() != null) {
      related.add(new Related(step.migration().title(), step.handler(), "catches the error"));
    }
    if (cause != null) {
      related.addAll(cause.related());
    }
    refused.stream()
        .limit(SHOWN)
        .forEach(later ->
            related.add(
                new Related(
                    later.migration().title(),
                    later.statement().span(),
                    "is refused with 25P02, whatever it says")));
    return Optional.of(
        new Finding(
            id(),
            severity(),
            timeline.world().name(),
            error.at(),
            step.migration().title(),
            error.sqlState(),
            catching
                + " and goes on, but the transaction is lost with it: "
                + (cause == null ? Failures.words(error) : cause.seen()),
            "PostgreSQL "
                + step.before().major()
                + " answers "
                + error.sqlState()
                + " \""
                + Failures.words(error)
                + "\" here. "
                + (refused.size() == 1
                    ? "The statement after it is refused"
                    : "All " + refused.size() + " statements after it are refused")
                + " with 25P02 \"current transaction is aborted, commands ignored until end of transaction block\", and the log of the deploy shows only that."
                + (step.followUp()
                    ? " This only follows from an earlier failure; mend that one first."
                    : ""),
            (cause == null ? "" : cause.safer() + "\n")
                + "Do not catch errors of the database in a migration: ask beforehand whether the statement is needed, or run it inside of a savepoint:\n"
                + "  with op.get_bind().begin_nested():\n"
                + "      …",
            related,
            step.followUp()));
  }

  private static String firstLine(Span span) {
    String text = span.text().strip();
    int end = text.indexOf('\n');
    return (end < 0 ? text : text.substring(0, end)).strip();
  }
}
