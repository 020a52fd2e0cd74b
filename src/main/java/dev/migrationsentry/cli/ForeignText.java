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
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The result of `rehearse -- COMMAND` for people.
final class ForeignText {
  private static final int MOST_TEXT = 300;

  private final Style style;
  private final StringBuilder out = new StringBuilder();
  private final RehearsalLines lines;

  private ForeignText(Style style) {
    this.style = style;
    this.lines = new RehearsalLines(style, out);
  }

  static String render(List<CommandRehearsal> rehearsals, Style style) {
    ForeignText text = new ForeignText(style);
    rehearsals.forEach(text::rehearsal);
    return text.out.toString();
  }

  private void rehearsal(CommandRehearsal rehearsal) {
    lines.line(
        style.bold(String.join(" ", rehearsal.run().command()))
            + " on "
            + rehearsal.history().path()
            + ", from "
            + rehearsal.start().world().name()
            + ", on "
            + rehearsal.server());
    if (rehearsal.degraded()) {
      lines.line(style.yellow("degraded") + ": this is not exactly the world that it stands for");
      rehearsal.start().degraded().stream()
          .limit(RehearsalLines.MOST)
          .forEach(one -> lines.line("  " + one));
      lines.more(rehearsal.start().degraded().size());
    }
    lines.line("");
    int width =
        rehearsal.history().migrations().stream()
            .mapToInt(one -> one.title().length())
            .max()
            .orElse(1);
    for (CommandMigration migration : rehearsal.migrations()) {
      migration(migration, rehearsal, Math.min(width, 70));
    }
    rehearsal.unreached().stream()
        .limit(RehearsalLines.MOST)
        .forEach(one -> unreached(one, rehearsal));
    lines.more(rehearsal.unreached().size());
    if (rehearsal.migrations().isEmpty() && rehearsal.unreached().isEmpty()) {
      lines.line("  nothing is pending");
    }
    lines.line("");
    rehearsal
        .run()
        .recording()
        .gaps()
        .forEach(gap -> lines.line(style.yellow("not recorded") + ": " + gap.reason()));
    outcome(rehearsal);
    lines.lost(rehearsal.lost(), false);
    lines.disagreements(rehearsal.comparison());
    lines.structure(rehearsal.structure());
    again(rehearsal);
    lines.down(rehearsal.down());
    lines.line(summary(rehearsal));
    lines.line("");
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
            RehearsalLines.shown(migration.elapsed()));
    String fate =
        switch (rehearsal.fate(migration)) {
          case WORKS -> "works";
          case FAILS -> style.red("fails");
          case HANGS -> style.red("hangs");
          case BEGUN -> style.yellow("begun");
        };
    lines.line("  " + fate + "  " + row);
    new EffectsText(rehearsal.start().rows())
        .of(
            migration.statements().stream().map(CommandStatement::traced).toList(),
            rehearsal.run().recording())
        .forEach(one -> lines.line("    " + one));
    if (failure != null) {
      failure(migration.migration(), failure, rehearsal);
    }
  }

  private void failure(Migration migration, CommandStatement failure, CommandRehearsal rehearsal) {
    Statement source = failure.source();
    if (source != null) {
      lines.line("    " + source.span());
      Excerpt.of(source.span(), style).lines().forEach(one -> lines.line("    " + one));
    } else {
      lines.line("    " + migration.file().path());
      lines.line("    sent:      " + shortened(failure.traced().sql()));
    }
    refusal(failure);
    Outcome predicted = source == null ? null : predicted(migration, source, rehearsal);
    lines.line(
        "    predicted: "
            + (predicted == null
                ? "nothing: no statement of the migration equals the one that was sent"
                : said(predicted)));
    Finding finding = source == null ? null : rehearsal.prediction().explaining(source.span());
    if (finding != null) {
      lines.line("    " + finding.rule() + (finding.followUp() ? " (follow-up)" : ""));
      finding.seen().lines().forEach(one -> lines.line("      " + one));
      finding.safer().lines().forEach(one -> lines.line("      " + one));
    }
  }

  private void refusal(CommandStatement failure) {
    Answer answer = failure.answer();
    int position = failure.traced().errorPosition();
    lines.line("    proved:    " + answer + (position > 0 ? " (position " + position + ")" : ""));
    detail("detail", answer.detail());
    detail("hint", answer.hint());
  }

  private void detail(String title, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      text.lines().forEach(one -> lines.line("      " + title + ": " + one));
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
    lines.line("  not run  " + migration.title() + ": " + predicted);
  }

  private void outcome(CommandRehearsal rehearsal) {
    CommandRun run = rehearsal.run();
    CommandStatement own = rehearsal.refusalOfItsOwn();
    switch (rehearsal.result()) {
      case WORKS, FAILS -> {
        if (own != null) {
          lines.line(style.red("refused") + " outside of any migration:");
          lines.line("    sent:      " + shortened(own.traced().sql()));
          refusal(own);
        }
        if (run.succeeded() && rehearsal.result() == CommandRehearsal.Result.FAILS) {
          lines.line(
              "The command ended with 0 all the same: a deploy would go on with a part undone.");
        }
      }
      case COMMAND_FAILS ->
          lines.line(style.red("The command fails, and not for an answer of the server."));
      case NOT_CONNECTED ->
          lines.line(
              style.red("The command never came to the throw-away server")
                  + (run.succeeded() ? ": it takes" : ": either it failed before that, or it takes")
                  + " its database from elsewhere than DATABASE_URL, the variables of libpq and its own, and may have worked on that one.");
      case IDLE ->
          lines.line(
              style.red("The command ran nothing of what is pending")
                  + ": it came to the throw-away server, ended well, and its ledger is as before.");
      case HUNG -> run.recording().hangs().stream().limit(1).forEach(hang -> hang(hang, rehearsal));
      case TIMED_OUT ->
          lines.line(
              style.red("The time limit ended the command")
                  + " after "
                  + RehearsalLines.shown(run.elapsed())
                  + ".");
    }
    if (!run.succeeded()) {
      lines.line(
          "Its last lines"
              + (run.exitCode().isPresent() ? " (exit code " + run.exitCode().getAsInt() + ")" : "")
              + ":");
      List<String> output = run.output();
      output
          .subList(Math.max(0, output.size() - RehearsalLines.MOST), output.size())
          .forEach(one -> lines.line("  | " + one));
    }
  }

  private void hang(Hang hang, CommandRehearsal rehearsal) {
    lines.line(
        style.red("hangs")
            + ": would wait without end in production; it was ended after "
            + RehearsalLines.shown(hang.waited()));
    lines.line("    waits for a lock (" + hang.waitsFor() + "): " + shortened(hang.sql()));
    hang.blockers()
        .forEach(one ->
            lines.line(
                "    held by "
                    + (one.connection() == 0
                        ? "another program"
                        : "connection " + one.connection() + " of the command itself")
                    + ", "
                    + one.state()
                    + ", last statement: "
                    + shortened(one.sql())));
    String remedy = rehearsal.remedy(hang);
    if (remedy != null) {
      lines.line("    instead: " + remedy + ".");
    }
  }

  private void again(CommandRehearsal rehearsal) {
    CommandRun again = rehearsal.again();
    if (again == null) {
      return;
    }
    Answer refusal = again.lastRefusal();
    if (again.succeeded()) {
      lines.line(
          "Once more, as the next deploy does: ends well, in "
              + RehearsalLines.shown(again.elapsed())
              + (refusal == null ? "." : "; the server refused " + refusal));
      return;
    }
    lines.line(
        "Once more, as the next deploy does: "
            + switch (again.end()) {
              case HUNG -> "hangs";
              case TIMED_OUT -> "takes too long";
              case EXITED -> "fails" + (refusal == null ? "" : " with " + refusal);
            });
  }

  private static String summary(CommandRehearsal rehearsal) {
    int reached = rehearsal.migrations().size();
    long failing = rehearsal.migrations().stream().filter(one -> one.failure() != null).count();
    Comparison comparison = rehearsal.comparison();
    StringBuilder summary = new StringBuilder();
    summary.append(reached == 1 ? "1 migration" : reached + " migrations").append(" rehearsed in ");
    summary.append(RehearsalLines.shown(rehearsal.run().elapsed())).append(", ").append(failing);
    summary.append(failing == 1 ? " fails; " : " fail; ");
    summary.append(rehearsal.result() == CommandRehearsal.Result.HUNG ? "1 hangs; " : "");
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
}
