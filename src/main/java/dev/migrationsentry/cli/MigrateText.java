package dev.migrationsentry.cli;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.report.Excerpt;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.runner.LedgerTarget;
import dev.migrationsentry.runner.MigrationFailure;
import dev.migrationsentry.runner.MigrationOutcome;
import dev.migrationsentry.runner.MigrationRun;
import dev.migrationsentry.runner.RunPlan;
import dev.migrationsentry.runner.ServerError;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of `migrate` for people.
final class MigrateText {
  private final MigrateResult result;
  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private MigrateText(MigrateResult result, Style style) {
    this.result = result;
    this.style = style;
  }

  static String render(MigrateResult result, Terminal terminal) {
    return new MigrateText(result, new Style(terminal.coloured())).text();
  }

  private String text() {
    RunPlan plan = result.plan();
    line(result.database() + (result.dryRun() ? ", dry run" : ""));
    LedgerTarget ledger = plan.ledger();
    if (ledger != null) {
      boolean made = ledger.isNew() && !result.outcomes().isEmpty();
      line(
          plan.status().history().path()
              + ", "
              + plan.status().history().runner().title()
              + ", recorded in "
              + ledger.shown()
              + (made ? ", which was made" : ledger.isNew() ? ", which is not there yet" : ""));
    }
    plan.remarks().forEach(this::line);
    plan.skipped().forEach(this::line);
    if (!plan.mayRun()) {
      plan.stops().forEach(sentence -> line(style.red("stopped") + ": " + sentence));
      plan.status().advice().forEach(advice -> line("  " + advice));
      plan.unsupported()
          .forEach(sentence -> line(style.red("can't be run here") + ": " + sentence));
      line("Nothing was run.");
      return out.toString();
    }
    if (result.dryRun()) {
      pending();
      return out.toString();
    }
    MigrationOutcome failed = result.failed();
    if (failed != null) {
      failed(failed);
    }
    summary(failed);
    return out.toString();
  }

  private void pending() {
    List<Migration> pending = result.plan().pending();
    for (Migration migration : pending) {
      MigrationRun.Cut cut = MigrationRun.cut(migration);
      String why = cut.why();
      line(
          "would run  "
              + migration.title()
              + (why == null ? "" : "  in " + cut.steps() + " steps, since " + why));
    }
    line(
        pending.isEmpty()
            ? "Nothing is pending."
            : counted(pending.size()) + " would run. Nothing was run: this is a dry run.");
  }

  private void failed(MigrationOutcome outcome) {
    MigrationFailure failure = outcome.failure();
    if (failure == null) {
      return;
    }
    line("");
    line(style.red("failed") + " " + failure.place());
    Excerpt.of(failure.place(), style).lines().forEach(each -> line("  " + each));
    ServerError error = failure.error();
    line("  " + failure.sentence());
    if (error != null) {
      line("  " + error);
      detail("detail", error.detail());
      detail("hint", error.hint());
      detail("where", error.where());
    }
    line("  " + state(outcome));
    outcome.remarks().forEach(remark -> line("  " + remark));
    line("");
  }

  private void detail(String name, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      text.lines().forEach(each -> line("  " + name + ": " + each));
    }
  }

  /// What is there now, as a sentence.
  static String state(MigrationOutcome outcome) {
    return switch (outcome.result()) {
      case APPLIED -> "It has run and is recorded.";
      case UNDONE -> "Nothing of this migration is left, and it is not recorded.";
      case NOT_BEGUN -> "It was not begun.";
      case PARTLY ->
          outcome.stepsDone() == 0
              ? "It is not recorded, and not all of it is gone; the next run begins with its first step."
              : outcome.stepsDone()
                  + " of its "
                  + outcome.steps()
                  + " steps are done and recorded; the next run goes on behind them.";
      case UNCLEAR ->
          "It is not known here whether it was completed; the next run looks in the database before it goes on.";
    };
  }

  private void summary(@Nullable MigrationOutcome failed) {
    List<MigrationOutcome> applied = result.applied();
    int left = result.left().size();
    if (applied.isEmpty() && failed == null) {
      line("Nothing is pending.");
      return;
    }
    Duration all =
        applied.stream().map(MigrationOutcome::elapsed).reduce(Duration.ZERO, Duration::plus);
    line(
        counted(applied.size())
            + " applied in "
            + all.toMillis()
            + " ms"
            + (failed == null
                ? "."
                : ", 1 failed" + (left == 0 ? "." : ", " + left + " not begun.")));
  }

  private static String counted(int number) {
    return number == 1 ? "1 migration" : number + " migrations";
  }

  private void line(String line) {
    out.append(line.stripTrailing()).append('\n');
  }
}
