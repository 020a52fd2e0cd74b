package dev.migrationsentry.report;

import dev.migrationsentry.migration.Note;
import dev.migrationsentry.rule.DependsOnRunTime;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Related;
import dev.migrationsentry.rule.Severity;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The report for people.
public final class TextReport {
  /// The rule whose findings are listed in short: there may be many, and none is a fault.
  private static final String UNPREDICTABLE = new DependsOnRunTime().id();

  private static final int LONGEST = 2000;
  private static final String UNPREDICTED = "Can't be predicted: ";

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  /// Whether the history was replayed from more than one database.
  private boolean several;

  private TextReport(Style style) {
    this.style = style;
  }

  /// Renders a report; the text ends with a line end.
  public static String render(Report report, Style style) {
    TextReport text = new TextReport(style);
    for (Report.CheckedHistory history : report.histories()) {
      text.history(history);
    }
    text.deploy(report.deploy());
    report
        .leftOut()
        .forEach(line -> text.line(text.style.faint("left out: " + Excerpt.visible(line))));
    if (!report.leftOut().isEmpty()) {
      text.line("");
    }
    text.line(text.summary(report));
    return text.out.toString();
  }

  private void history(Report.CheckedHistory checked) {
    line(
        style.bold(checked.history().path())
            + " "
            + checked.history().runner().title()
            + ", "
            + counted(checked.history().migrations().size(), "migration"));
    for (Note note : checked.history().notes()) {
      line(
          "  " + note.kind().name().toLowerCase(Locale.ROOT) + ": " + Excerpt.visible(note.text()));
    }
    line("");
    List<Finding> unpredictable = new ArrayList<>();
    if (checked.timelines().size() > 1) {
      checked.timelines().forEach(this::world);
      line("");
    }
    several = checked.timelines().size() > 1;
    for (Finding finding : checked.findings()) {
      if (finding.rule().equals(UNPREDICTABLE)) {
        unpredictable.add(finding);
      } else {
        finding(finding);
      }
    }
    if (!unpredictable.isEmpty()) {
      line(counted(unpredictable.size(), "statement") + " that can't be predicted:");
      for (Finding finding : unpredictable) {
        String from = several && !finding.world().isEmpty() ? " from " + finding.world() : "";
        line("  " + shortened(finding.where() + from + " " + reason(finding)));
      }
      line("");
    }
  }

  private void deploy(List<Finding> findings) {
    if (!findings.isEmpty()) {
      line(style.bold("deploy") + " how the project is deployed");
      line("");
      findings.forEach(this::finding);
    }
  }

  /// How a history ends in one of several databases.
  private void world(Timeline timeline) {
    int pending = timeline.pending();
    int failures = timeline.failures();
    String end =
        failures == 0
            ? style.faint("none fails")
            : style.red(counted(failures, "migration") + (failures == 1 ? " fails" : " fail"));
    line(
        "  from "
            + Excerpt.visible(timeline.world().name())
            + ": "
            + counted(pending, "migration")
            + " to run, "
            + end);
  }

  /// Why a statement can't be predicted, without the words that the line above all of them says.
  private static String reason(Finding finding) {
    String seen = finding.seen();
    return seen.startsWith(UNPREDICTED) ? seen.substring(UNPREDICTED.length()) : seen;
  }

  private void finding(Finding finding) {
    String word = finding.severity().word();
    String severity =
        switch (finding.severity()) {
          case ERROR -> style.red(word);
          case WARNING -> style.yellow(word);
          case NOTE -> style.faint(word);
        };
    line(
        style.bold(Excerpt.visible(finding.where().toString()))
            + " "
            + severity
            + " "
            + style.bold(finding.rule())
            + (finding.world().isEmpty() || (finding.world().equals("empty") && !several)
                ? ""
                : " from " + finding.world())
            + (finding.followUp() ? " (follow-up)" : ""));
    String excerpt = Excerpt.of(finding.where(), style);
    if (!excerpt.isEmpty()) {
      line(excerpt);
    }
    paragraph(finding.seen());
    paragraph(finding.effect());
    paragraph(finding.safer());
    for (Related related : finding.related()) {
      line(
          "  "
              + style.faint("see ")
              + Excerpt.visible(related.where().file().path() + ":" + related.where().line())
              + " "
              + Excerpt.visible(related.text()));
    }
    line("");
  }

  private void paragraph(String text) {
    text.lines().forEach(part -> line("  " + shortened(part)));
  }

  /// A line for people, cut where nobody reads on.
  private static String shortened(String line) {
    return line.length() <= LONGEST
        ? Excerpt.visible(line)
        : Excerpt.visible(line.substring(0, LONGEST)) + "…";
  }

  private String summary(Report report) {
    int migrations = 0;
    int statements = 0;
    int understood = 0;
    int unpredictable = 0;
    for (Report.CheckedHistory history : report.histories()) {
      migrations += history.history().migrations().size();
      statements += history.coverage().statements();
      understood += history.coverage().understood();
      unpredictable += history.coverage().unpredictable();
    }
    return counted(report.histories().size(), "history")
        + ", "
        + counted(migrations, "migration")
        + ", "
        + counted(statements, "statement")
        + " ("
        + understood
        + " understood): "
        + counted(report.count(Severity.ERROR), "error")
        + ", "
        + counted(report.count(Severity.WARNING), "warning")
        + ", "
        + unpredictable
        + " not predictable";
  }

  private static String counted(int count, String noun) {
    String plural = noun.endsWith("y") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    return count + " " + (count == 1 ? noun : plural);
  }

  private void line(String line) {
    out.append(line).append('\n');
  }
}
