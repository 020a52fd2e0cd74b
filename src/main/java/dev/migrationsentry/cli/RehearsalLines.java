package dev.migrationsentry.cli;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Comparison;
import dev.migrationsentry.rehearsal.DownAndUp;
import dev.migrationsentry.rehearsal.LostData;
import dev.migrationsentry.report.Style;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.timeline.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Lines of a rehearsal for people that do not depend on who ran it: the built-in runner or the
/// project's own command.
final class RehearsalLines {
  /// How many lines of a kind are shown.
  static final int MOST = 20;

  private final Style style;
  private final StringBuilder out;

  /// @param out what lines are added to
  RehearsalLines(Style style, StringBuilder out) {
    this.style = style;
    this.out = out;
  }

  void line(String line) {
    out.append(line.stripTrailing()).append('\n');
  }

  /// Where the server did not do what was predicted.
  void disagreements(Comparison comparison) {
    List<Comparison.Disagreement> all = comparison.disagreements();
    if (all.isEmpty()) {
      return;
    }
    line(
        style.yellow(
            all.size() == 1
                ? "1 outcome is not as predicted; please report it:"
                : all.size() + " outcomes are not as predicted; please report them:"));
    for (Comparison.Disagreement one : all.subList(0, Math.min(MOST, all.size()))) {
      line("  " + one.where());
      line("    predicted: " + one.predicted());
      line("    proved:    " + one.actual());
    }
    more(all.size());
  }

  /// Where the final schema is not the predicted one.
  void structure(List<Difference> differences) {
    if (differences.isEmpty()) {
      return;
    }
    line("The final schema is not the predicted one:");
    for (Difference one : differences.subList(0, Math.min(MOST, differences.size()))) {
      line("  " + one.object());
      line("    predicted: " + (one.expected() == null ? "not there" : one.expected()));
      line("    proved:    " + (one.actual() == null ? "not there" : one.actual()));
    }
    more(differences.size());
  }

  /// What became of migrations that were taken back and run again; nothing when that was not asked
  /// for.
  void down(@Nullable DownAndUp down) {
    if (down == null) {
      return;
    }
    String notTried = down.notTried();
    String how =
        !down.works()
            ? style.red("does not restore what was there")
            : notTried == null ? "restores the schema, and makes the same one again" : "not proved";
    line("Down and up again: " + how + (notTried == null ? "." : ". " + notTried));
    down.problems().forEach(one -> line("  " + one));
    List<DownAndUp.Left> left = down.left();
    for (DownAndUp.Left one : left.subList(0, Math.min(MOST, left.size()))) {
      Migration migration = one.migration();
      line(
          "  "
              + one.difference().object()
              + (migration == null ? "" : ", which " + migration.title() + " names"));
      sides("before:     ", "after down: ", one.difference());
    }
    more(left.size());
    for (Difference one : down.other().subList(0, Math.min(MOST, down.other().size()))) {
      line("  " + one.object());
      sides("after up:       ", "after up again: ", one);
    }
    more(down.other().size());
  }

  private void sides(String first, String second, Difference difference) {
    String expected = difference.expected();
    String actual = difference.actual();
    line("    " + first + (expected == null ? "not there" : expected));
    line("    " + second + (actual == null ? "not there" : actual));
  }

  /// What is gone of the data that were there.
  ///
  /// @param everyStart whether the same is removed again at every start
  void lost(List<LostData> lost, boolean everyStart) {
    if (lost.isEmpty()) {
      return;
    }
    line(
        style.red("Data that are there now are lost")
            + (everyStart
                ? ", and again at every start, since nothing records what has run:"
                : ":"));
    for (LostData one : lost.subList(0, Math.min(MOST, lost.size()))) {
      Trace step = one.step();
      line("  " + one.words());
      line("    " + (step == null ? "by which statement is not known" : step.statement().span()));
    }
    more(lost.size());
  }

  /// Says how many lines of a kind were left out, if any were.
  void more(int count) {
    if (count > MOST) {
      line("  and " + (count - MOST) + " more (--format json shows all)");
    }
  }

  /// A duration for people.
  static String shown(Duration duration) {
    long millis = duration.toMillis();
    return millis < 10_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
