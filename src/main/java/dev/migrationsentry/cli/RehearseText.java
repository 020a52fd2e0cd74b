package dev.migrationsentry.cli;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.Comparison;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.rehearsal.Rehearsal;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import dev.migrationsentry.rehearsal.probe.ProbeReport;
import dev.migrationsentry.report.Excerpt;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The result of `rehearse` for people: for each migration what the server said, and beside a
/// failure what was predicted.
final class RehearseText {
  private final Style style;
  private final StringBuilder out = new StringBuilder();
  private final RehearsalLines lines;

  private RehearseText(Style style) {
    this.style = style;
    this.lines = new RehearsalLines(style, out);
  }

  /// @param rows what each rehearsal's migrations require of rows
  static String render(List<Rehearsal> rehearsals, List<ProbeReport> rows, Style style) {
    RehearseText text = new RehearseText(style);
    for (int i = 0; i < rehearsals.size(); i++) {
      text.rehearsal(rehearsals.get(i), rows.get(i));
    }
    return text.out.toString();
  }

  private void rehearsal(Rehearsal rehearsal, ProbeReport rows) {
    lines.line(
        style.bold(rehearsal.history().path())
            + " "
            + rehearsal.history().runner().title()
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
        rehearsal.migrations().stream()
            .mapToInt(one -> one.migration().title().length())
            .max()
            .orElse(1);
    for (RehearsedMigration migration : rehearsal.migrations()) {
      migration(migration, rehearsal, width);
    }
    if (rehearsal.migrations().isEmpty()) {
      lines.line("  nothing is pending");
    }
    lines.line("");
    lines.lost(rehearsal.lost(), rehearsal.losesAtEveryStart());
    lines.disagreements(rehearsal.comparison());
    lines.structure(rehearsal.structure());
    again(rehearsal.again());
    lines.down(rehearsal.down());
    out.append(ProbeText.render(rows, style));
    lines.line(summary(rehearsal));
    lines.line("");
  }

  private void migration(RehearsedMigration migration, Rehearsal rehearsal, int width) {
    Answer failure = migration.failure();
    int statements = migration.answers().size();
    String row =
        String.format(
            Locale.ROOT,
            "%-" + Math.min(width, 70) + "s  %4d %s  %8s",
            migration.migration().title(),
            statements,
            statements == 1 ? "statement " : "statements",
            RehearsalLines.shown(migration.elapsed()));
    lines.line("  " + (failure == null ? "works  " : style.red("fails") + "  ") + row);
    new EffectsText(rehearsal.start().rows())
        .of(migration.recording().statements(), migration.recording())
        .forEach(one -> lines.line("    " + one));
    if (failure != null) {
      failure(migration, failure, rehearsal);
    }
  }

  private void failure(RehearsedMigration migration, Answer failure, Rehearsal rehearsal) {
    Statement statement = migration.failedStatement();
    Span where =
        statement == null
            ? migration.migration().up().range()
            : place(migration.migration(), statement.span(), failure);
    lines.line("    " + where);
    Excerpt.of(where, style).lines().forEach(one -> lines.line("    " + one));
    lines.line("    proved:    " + answer(failure));
    detail("detail", failure.detail());
    detail("hint", failure.hint());
    Predicted predicted = statement == null ? null : predicted(statement, migration, rehearsal);
    lines.line(
        "    predicted: "
            + (predicted == null ? "nothing: " + open(migration, rehearsal) : said(predicted)));
    Finding finding =
        statement == null ? null : rehearsal.prediction().explaining(statement.span());
    if (finding != null) {
      lines.line("    " + finding.rule() + (finding.followUp() ? " (follow-up)" : ""));
      finding.seen().lines().forEach(one -> lines.line("      " + one));
      finding.safer().lines().forEach(one -> lines.line("      " + one));
    }
  }

  /// Where the server points to, or the statement as a whole.
  private static Span place(Migration migration, Span statement, Answer failure) {
    for (Span message : migration.up().messages()) {
      boolean in =
          message.file() == statement.file()
              && message.start() <= statement.start()
              && statement.end() <= message.end();
      String text = message.text();
      if (in
          && failure.position() > 0
          && failure.position() <= text.codePointCount(0, text.length())) {
        int at = message.start() + text.offsetByCodePoints(0, failure.position() - 1);
        return new Span(
            message.file(), at, Math.max(at, Math.min(statement.end(), wordEnd(message, at))));
      }
    }
    return statement;
  }

  /// Where the word that begins at a place ends.
  private static int wordEnd(Span message, int from) {
    String text = message.text();
    int at = from - message.start();
    int end = at;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || "_.\"".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return message.start() + Math.max(end, at + 1);
  }

  private static String answer(Answer answer) {
    return answer + (answer.position() > 0 ? " (position " + answer.position() + ")" : "");
  }

  private void detail(String title, @Nullable String text) {
    if (text != null && !text.isEmpty()) {
      text.lines().forEach(one -> lines.line("      " + title + ": " + one));
    }
  }

  private static @Nullable Predicted predicted(
      Statement statement, RehearsedMigration migration, Rehearsal rehearsal) {
    for (Predicted one : rehearsal.prediction().of(migration.migration())) {
      if (one.statement() == statement) {
        return one;
      }
    }
    return null;
  }

  private static String open(RehearsedMigration migration, Rehearsal rehearsal) {
    boolean earlier =
        rehearsal.prediction().of(migration.migration()).stream()
            .anyMatch(one -> one.outcome() instanceof Outcome.Fails);
    return earlier ? "an earlier statement was expected to fail" : "this can't be predicted";
  }

  private static String said(Predicted predicted) {
    return switch (predicted.outcome()) {
      case Outcome.Done ignored -> "works";
      case Outcome.Fails(ServerError error) -> error.sqlState() + " " + error.message();
      case Outcome.Unknown unknown -> "not predictable: " + unknown.why();
    };
  }

  private void again(List<RehearsedMigration> again) {
    if (again.isEmpty()) {
      return;
    }
    List<RehearsedMigration> failing = again.stream().filter(one -> one.failure() != null).toList();
    lines.line(
        "Nothing records what has run, so the next start runs all of it again: "
            + (failing.isEmpty() ? "that works." : failing.size() + " then fail:"));
    for (RehearsedMigration one :
        failing.subList(0, Math.min(RehearsalLines.MOST, failing.size()))) {
      lines.line("  " + one.migration().title() + ": " + one.failure());
    }
    lines.more(failing.size());
  }

  private static String summary(Rehearsal rehearsal) {
    int all = rehearsal.migrations().size();
    int failing = rehearsal.failures().size();
    StringBuilder summary = new StringBuilder();
    summary.append(all == 1 ? "1 migration" : all + " migrations").append(" rehearsed in ");
    summary.append(RehearsalLines.shown(rehearsal.elapsed())).append(": ");
    summary.append(all - failing).append(all - failing == 1 ? " works, " : " work, ");
    summary.append(failing).append(failing == 1 ? " fails" : " fail");
    Comparison comparison = rehearsal.comparison();
    summary.append("; ").append(rehearsal.agreeing()).append(" of ");
    summary.append(comparison.compared()).append(" predicted outcomes agree");
    int open = comparison.unknown().values().stream().mapToInt(Integer::intValue).sum();
    if (open > 0) {
      summary.append(", ").append(open).append(" were not predictable");
    }
    summary.append(rehearsal.structure().isEmpty() ? "; the final schema is as predicted" : "");
    return summary.toString();
  }
}
