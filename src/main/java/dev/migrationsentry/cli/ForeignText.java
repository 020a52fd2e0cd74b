package dev.migrationsentry.cli;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.CommandMigration;
import dev.migrationsentry.rehearsal.CommandRehearsal;
import dev.migrationsentry.rehearsal.CommandRun;
import dev.migrationsentry.rehearsal.CommandStatement;
import dev.migrationsentry.rehearsal.Comparison;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.rehearsal.wire.Hang;
import dev.migrationsentry.report.Excerpt;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The result of `rehearse -- COMMAND` for people.
final class ForeignText {
  private static final int MOST_LINES = 20;
  private static final int MOST_TEXT = 300;

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private ForeignText(Style style) {
    this.style = style;
  }

  static String render(List<CommandRehearsal> rehearsals, Style style) {
    ForeignText text = new ForeignText(style);
    rehearsals.forEach(text::rehearsal);
    return text.out.toString();
  }

  private void line(String line) {
    out.append(line.stripTrailing()).append('\n');
  }

  private void rehearsal(CommandRehearsal rehearsal) {
    line(
        style.bold(String.join(" ", rehearsal.run().command()))
            + " on "
            + rehearsal.history().path()
            + ", from "
            + rehearsal.start().world().name()
            + ", on "
            + rehearsal.server());
    if (rehearsal.degraded()) {
      line(style.yellow("degraded") + ": this is not exactly the world that it stands for");
      rehearsal.start().degraded().stream().limit(MOST_LINES).forEach(one -> line("  " + one));
      more(rehearsal.start().degraded().size());
    }
    line("");
    int width =
        rehearsal.history().migrations().stream()
            .mapToInt(one -> one.title().length())
            .max()
            .orElse(1);
    for (CommandMigration migration : rehearsal.migrations()) {
      migration(migration, rehearsal, Math.min(width, 70));
    }
    rehearsal.unreached().stream().limit(MOST_LINES).forEach(one -> unreached(one, rehearsal));
    more(rehearsal.unreached().size());
    if (rehearsal.migrations().isEmpty() && rehearsal.unreached().isEmpty()) {
      line("  nothing is pending");
    }
    line("");
    rehearsal
        .run()
        .recording()
        .gaps()
        .forEach(gap -> line(style.yellow("not recorded") + ": " + gap.reason()));
    outcome(rehearsal);
    disagreements(rehearsal.comparison());
    structure(rehearsal.structure());
    again(rehearsal);
    line(summary(rehearsal));
    line("");
  }

  private void migration(CommandMigration migration, CommandRehearsal rehearsal, int width) {
    int statements = migration.statements().size();
    CommandStatement failure = migration.failure();
    String row =
        String.format(
            Locale.ROOT,
            "%-" + width + "s  %4d %s  %8s",
            migration.migration().title(),
            statements,
            statements == 1 ? "statement " : "statements",
            shown(migration.elapsed()));
    boolean ended = failure == null && (migration.recorded() || rehearsal.run().succeeded());
    line(
        "  "
            + (ended
                ? "works  "
                : failure == null ? style.yellow("begun") + "  " : style.red("fails") + "  ")
            + row);
    new EffectsText(rehearsal.start().rows())
        .of(
            migration.statements().stream().map(CommandStatement::traced).toList(),
            rehearsal.run().recording())
        .forEach(one -> line("    " + one));
    if (failure != null) {
      failure(migration.migration(), failure, rehearsal);
    }
  }

  private void failure(Migration migration, CommandStatement failure, CommandRehearsal rehearsal) {
    Statement source = failure.source();
    if (source != null) {
      line("    " + source.span());
      Excerpt.of(source.span(), style).lines().forEach(one -> line("    " + one));
    } else {
      line("    " + migration.file().path());
      line("    sent:      " + shortened(failure.traced().sql()));
    }
    refusal(failure);
    Outcome predicted = source == null ? null : predicted(migration, source, rehearsal);
    line(
        "    predicted: "
            + (predicted == null
                ? "nothing: no statement of the migration equals the one that was sent"
                : said(predicted)));
    Finding finding = source == null ? null : rehearsal.prediction().explaining(source.span());
    if (finding != null) {
      line("    " + finding.rule() + (finding.followUp() ? " (follow-up)" : ""));
      finding.seen().lines().forEach(one -> line("      " + one));
      finding.safer().lines().forEach(one -> line("      " + one));
    }
  }

  private void refusal(CommandStatement failure) {
    Answer answer = failure.answer();
    int position = failure.traced().errorPosition();
    line("    proved:    " + answer + (position > 0 ? " (position " + position + ")" : ""));
    detail("detail", answer.detail());
    detail("hint", answer.hint());
  }

  private void detail(String title, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      text.lines().forEach(one -> line("      " + title + ": " + one));
    }
  }

  private static @Nullable Outcome predicted(
      Migration migration, Statement source, CommandRehearsal rehearsal) {
    for (Predicted one : rehearsal.prediction().of(migration)) {
      if (one.statement() == source) {
        return one.outcome();
      }
    }
    return null;
  }

  private static String said(Outcome predicted) {
    return switch (predicted) {
      case Outcome.Done ignored -> "works";
      case Outcome.Fails(ServerError error) -> error.sqlState() + " " + error.message();
      case Outcome.Unknown unknown -> "not predictable: " + unknown.why();
    };
  }

  private void unreached(Migration migration, CommandRehearsal rehearsal) {
    String predicted = "check predicts that it works";
    for (Predicted one : rehearsal.prediction().of(migration)) {
      if (one.outcome() instanceof Outcome.Fails(ServerError error)) {
        predicted = "check predicts " + error.sqlState() + " " + error.message();
      }
    }
    line("  not run  " + migration.title() + ": " + predicted);
  }

  private void outcome(CommandRehearsal rehearsal) {
    CommandRun run = rehearsal.run();
    CommandStatement own = rehearsal.refusalOfItsOwn();
    switch (rehearsal.result()) {
      case WORKS, FAILS -> {
        if (own != null) {
          line(style.red("refused") + " outside of any migration:");
          line("    sent:      " + shortened(own.traced().sql()));
          refusal(own);
        }
        if (run.succeeded() && rehearsal.result() == CommandRehearsal.Result.FAILS) {
          line("The command ended with 0 all the same: a deploy would go on with a part undone.");
        }
      }
      case COMMAND_FAILS ->
          line(style.red("The command fails, and not for an answer of the server."));
      case NOT_CONNECTED ->
          line(
              style.red("The command never came to the throw-away server")
                  + ": it takes its database from elsewhere than DATABASE_URL, the variables of libpq and its own, and may have worked on that one.");
      case IDLE ->
          line(
              style.red("The command ran nothing of what is pending")
                  + ": it came to the throw-away server, ended well, and its ledger is as before.");
      case HUNG -> run.recording().hangs().stream().limit(1).forEach(this::hang);
      case TIMED_OUT ->
          line(
              style.red("The time limit ended the command")
                  + " after "
                  + shown(run.elapsed())
                  + ".");
    }
    if (!run.succeeded()) {
      line(
          "Its last lines"
              + (run.exitCode().isPresent() ? " (exit code " + run.exitCode().getAsInt() + ")" : "")
              + ":");
      List<String> output = run.output();
      output
          .subList(Math.max(0, output.size() - MOST_LINES), output.size())
          .forEach(one -> line("  | " + one));
    }
  }

  private void hang(Hang hang) {
    line(
        style.red("hangs")
            + ": would wait without end in production; it was ended after "
            + shown(hang.waited()));
    line("    waits for a lock (" + hang.waitsFor() + "): " + shortened(hang.sql()));
    hang.blockers()
        .forEach(one ->
            line(
                "    held by "
                    + (one.connection() == 0
                        ? "another program"
                        : "connection " + one.connection() + " of the command itself")
                    + ", "
                    + one.state()
                    + ", last statement: "
                    + shortened(one.sql())));
  }

  private void disagreements(Comparison comparison) {
    List<Comparison.Disagreement> all = comparison.disagreements();
    if (!all.isEmpty()) {
      line(
          style.yellow(
              all.size() == 1
                  ? "1 outcome is not as predicted; please report it:"
                  : all.size() + " outcomes are not as predicted; please report them:"));
      for (Comparison.Disagreement one : all.subList(0, Math.min(MOST_LINES, all.size()))) {
        line("  " + one.where());
        line("    predicted: " + one.predicted());
        line("    proved:    " + one.actual());
      }
      more(all.size());
    }
  }

  private void structure(List<Difference> differences) {
    if (!differences.isEmpty()) {
      line("The final schema is not the predicted one:");
      for (Difference one : differences.subList(0, Math.min(MOST_LINES, differences.size()))) {
        line("  " + one.object());
        line("    predicted: " + (one.expected() == null ? "not there" : one.expected()));
        line("    proved:    " + (one.actual() == null ? "not there" : one.actual()));
      }
      more(differences.size());
    }
  }

  private void again(CommandRehearsal rehearsal) {
    CommandRun again = rehearsal.again();
    if (again == null) {
      return;
    }
    Answer refusal = again.lastRefusal();
    if (again.succeeded()) {
      line(
          "Once more, as the next deploy does: ends well, in "
              + shown(again.elapsed())
              + (refusal == null ? "." : "; the server refused " + refusal));
      return;
    }
    line(
        "Once more, as the next deploy does: "
            + switch (again.end()) {
              case HUNG -> "hangs";
              case TIMED_OUT -> "takes too long";
              case EXITED -> "fails" + (refusal == null ? "" : " with " + refusal);
            });
  }

  private void more(int count) {
    if (count > MOST_LINES) {
      line("  and " + (count - MOST_LINES) + " more (--format json shows all)");
    }
  }

  private static String summary(CommandRehearsal rehearsal) {
    int reached = rehearsal.migrations().size();
    long failing = rehearsal.migrations().stream().filter(one -> one.failure() != null).count();
    Comparison comparison = rehearsal.comparison();
    StringBuilder summary = new StringBuilder();
    summary.append(reached == 1 ? "1 migration" : reached + " migrations").append(" rehearsed in ");
    summary.append(shown(rehearsal.run().elapsed())).append(", ").append(failing);
    summary.append(failing == 1 ? " fails; " : " fail; ");
    summary.append(comparison.agreeing()).append(" of ");
    summary.append(comparison.compared()).append(" predicted outcomes agree");
    int open = comparison.unknown().values().stream().mapToInt(Integer::intValue).sum();
    if (open > 0) {
      summary.append(", ").append(open).append(" were not predictable");
    }
    if (rehearsal.result() == CommandRehearsal.Result.WORKS
        && rehearsal.unreached().isEmpty()
        && rehearsal.structure().isEmpty()) {
      summary.append("; the final schema is as predicted");
    }
    return summary.toString();
  }

  private static String shortened(String sql) {
    String line = String.join(" ", sql.lines().map(String::strip).toList()).strip();
    return line.length() > MOST_TEXT ? line.substring(0, MOST_TEXT) + "…" : line;
  }

  private static String shown(Duration duration) {
    long millis = duration.toMillis();
    return millis < 10_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
