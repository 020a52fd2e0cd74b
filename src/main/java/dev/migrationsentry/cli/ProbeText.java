package dev.migrationsentry.cli;

import dev.migrationsentry.rehearsal.probe.Cost;
import dev.migrationsentry.rehearsal.probe.Probe;
import dev.migrationsentry.rehearsal.probe.ProbeAnswer;
import dev.migrationsentry.rehearsal.probe.ProbeReport;
import dev.migrationsentry.rehearsal.probe.Reservation;
import dev.migrationsentry.rehearsal.probe.Unprobed;
import dev.migrationsentry.rehearsal.probe.Verdict;
import dev.migrationsentry.rehearsal.rows.FilledTable;
import dev.migrationsentry.report.Excerpt;
import dev.migrationsentry.report.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What production's rows must be like, and what production says to that, for people.
final class ProbeText {
  private static final int MOST_UNPROBED = 20;

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private ProbeText(Style style) {
    this.style = style;
  }

  /// The section, which ends with an empty line; nothing when there is nothing to say.
  static String render(ProbeReport report, Style style) {
    if (report.isEmpty()) {
      return "";
    }
    ProbeText text = new ProbeText(style);
    text.synthetic(report.synthetic());
    text.line(title(report));
    if (report.asked()) {
      report.answers().forEach(text::answer);
    } else {
      report.plan().probes().forEach(probe -> text.probe("", probe, cost(probe), null));
    }
    text.unprobed(report.plan().unprobed());
    text.line("");
    return text.out.toString();
  }

  private static String title(ProbeReport report) {
    int count = report.plan().probes().size();
    if (count == 0) {
      return "Rows: nothing can be asked.";
    }
    String questions = count == 1 ? "1 question" : count + " questions";
    return report.asked()
        ? "Rows of production, "
            + questions
            + ": "
            + report.count(Verdict.YES)
            + " would fail, "
            + report.count(Verdict.NO)
            + " fine, "
            + report.count(Verdict.UNKNOWN)
            + " open"
        : "Rows: " + questions + " to production; --probe URL asks them, only reading:";
  }

  private void synthetic(List<FilledTable> tables) {
    if (tables.isEmpty()) {
      return;
    }
    long full = tables.stream().filter(table -> table.why().isEmpty()).count();
    line(
        "Synthetic rows, "
            + tables.getFirst().wanted()
            + " each: "
            + full
            + (full == 1 ? " table filled" : " tables filled"));
    for (FilledTable table : tables) {
      if (!table.why().isEmpty()) {
        line(
            "  "
                + Excerpt.visible(
                    table.table() + " got only " + table.added() + ": " + table.why()));
      }
    }
  }

  private void answer(ProbeAnswer answer) {
    String word =
        switch (answer.verdict()) {
          case YES -> style.red("fails") + "  ";
          case NO -> "fine   ";
          case UNKNOWN -> style.yellow("open") + "   ";
        };
    probe(word, answer.probe(), answer.time().toMillis() + " ms", answer);
  }

  private void probe(String word, Probe probe, String remark, @Nullable ProbeAnswer answer) {
    line(
        "  "
            + word
            + Excerpt.visible(
                probe.at().file().path() + ":" + probe.at().line() + "  " + probe.requirement())
            + style.faint(" (" + probe.kind().words() + ", " + remark + ")"));
    if (answer != null) {
      if (answer.sqlState() != null && answer.verdict() == Verdict.YES) {
        line("    the server answers with the error " + answer.sqlState());
      }
      if (!answer.why().isEmpty()) {
        line("    " + Excerpt.visible(answer.why()));
      }
      if (!answer.keys().isEmpty()) {
        line("    keys " + Excerpt.visible(String.join(", ", answer.keys())));
      }
    } else {
      for (Reservation reservation : probe.reservations()) {
        line("    " + Excerpt.visible("rows that it asks for " + reservation.why()));
      }
    }
    if (answer == null || answer.verdict() != Verdict.NO) {
      line("    " + Excerpt.visible(probe.question()) + ";");
    }
  }

  private static String cost(Probe probe) {
    Cost cost = probe.cost();
    return cost.access().words()
        + (cost.rows() < 0
            ? ""
            : " of about " + cost.rows() + (cost.rows() == 1 ? " row" : " rows"));
  }

  private void unprobed(List<Unprobed> all) {
    if (all.isEmpty()) {
      return;
    }
    line(style.yellow("  not asked:"));
    for (Unprobed one : all.subList(0, Math.min(all.size(), MOST_UNPROBED))) {
      line(
          "  "
              + Excerpt.visible(
                  one.at().file().path()
                      + ":"
                      + one.at().line()
                      + "  "
                      + one.requirement()
                      + ": "
                      + one.why()));
    }
    if (all.size() > MOST_UNPROBED) {
      line("  and " + (all.size() - MOST_UNPROBED) + " more");
    }
  }

  private void line(String line) {
    out.append(line.stripTrailing()).append('\n');
  }
}
