package dev.migrationsentry.cli;

import dev.migrationsentry.framework.NextMigration;
import dev.migrationsentry.ledger.EditEffect;
import dev.migrationsentry.ledger.FollowUp;
import dev.migrationsentry.ledger.LedgerTransaction;
import dev.migrationsentry.ledger.Reconciliation;
import dev.migrationsentry.ledger.Reconciliation.Line;
import dev.migrationsentry.ledger.Reconciliation.Rewrite;
import dev.migrationsentry.ledger.Reconciliation.Word;
import dev.migrationsentry.ledger.Stamp;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What `reconcile` says to people.
final class ReconcileText {
  private ReconcileText() {}

  /// @param written whether what is accepted was written
  /// @param files whether the migrations that converge what is refused were written
  static String render(Reconciliation plan, boolean written, boolean files) {
    StringBuilder out = new StringBuilder();
    out.append(plan.database()).append(written ? "\n" : ", dry run\n");
    if (!plan.judged()) {
      out.append("No ledger in this database records the migrations here.\n");
      return out.toString();
    }
    int width = plan.lines().stream().mapToInt(line -> line.id().length()).max().orElse(1);
    Map<Word, Integer> counts = new EnumMap<>(Word.class);
    for (Line line : plan.lines()) {
      counts.merge(line.word(), 1, Integer::sum);
      out.append(
          String.format(
              Locale.ROOT, "%-9s  %-" + width + "s  %s%n", line.word(), line.id(), line.reason()));
      details(line, out);
    }
    List<String> parts =
        counts.entrySet().stream()
            .map(count ->
                count.getValue()
                    + " "
                    + count.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .toList();
    out.append(String.join(", ", parts)).append('\n');
    plan.followUps().forEach(followUp -> followUp(followUp, files, out));
    stamp(plan.stamp(), out);
    end(plan, written, out);
    return out.toString();
  }

  private static void details(Line line, StringBuilder out) {
    EditEffect effect = line.effect();
    if (effect != null && !effect.isNothing()) {
      EffectText.lines(effect).forEach(each -> out.append("    ").append(each).append('\n'));
    }
    Rewrite rewrite = line.rewrite();
    if (line.word() == Word.ACCEPTED && rewrite != null) {
      out.append("    ").append(rewrite.old()).append(" becomes ").append(rewrite.checksum());
      out.append('\n');
    } else if (line.word() == Word.REFUSED && line.ack() != null) {
      out.append("    to answer for it yourself: --force --ack ").append(line.ack()).append('\n');
    }
  }

  private static void followUp(FollowUp followUp, boolean written, StringBuilder out) {
    NextMigration file = followUp.file();
    out.append('\n');
    if (file == null) {
      out.append("No migration is offered for ").append(String.join(", ", followUp.ids()));
      out.append(": ").append(followUp.why()).append("\n\n");
      return;
    }
    out.append("This migration converges ").append(String.join(", ", followUp.ids()));
    out.append("; replays prove it from production and from a new database.\n");
    followUp.notes().stream().distinct().forEach(note -> out.append(note).append('\n'));
    out.append(file.path());
    out.append(written ? " (written):\n\n" : " (not written; --write writes it):\n\n");
    file.text()
        .lines()
        .forEach(line -> out.append("    ".concat(line).stripTrailing()).append('\n'));
    out.append('\n');
  }

  private static void stamp(@Nullable Stamp stamp, StringBuilder out) {
    if (stamp == null) {
      return;
    }
    String refused = stamp.refused();
    out.append(refused == null ? "ACCEPTED   stamp " : "REFUSED    stamp ");
    out.append(stamp.revision()).append("  ");
    if (refused != null) {
      out.append(refused).append('\n');
      return;
    }
    out.append("All that ").append(String.join(", ", stamp.skipped()));
    out.append(" make is there. ").append(stamp.ledger()).append(": ");
    out.append(String.join(", ", stamp.old())).append(" becomes ");
    out.append(String.join(", ", stamp.heads())).append(".\n");
  }

  private static void end(Reconciliation plan, boolean written, StringBuilder out) {
    List<Rewrite> rewrites = plan.rewrites();
    int rows = plan.writes();
    if (rows == 0) {
      out.append("Nothing was written: there is nothing to write.\n");
    } else if (!written) {
      out.append("Nothing was written: this is a dry run. --accept writes ");
      out.append(rows == 1 ? "1 row" : rows + " rows").append(".\n");
    } else {
      TreeSet<String> ledgers = new TreeSet<>(rewrites.stream().map(Rewrite::ledger).toList());
      Stamp stamp = plan.stamp();
      if (stamp != null && stamp.refused() == null && stamp.ledger() != null) {
        ledgers.add(stamp.ledger());
      }
      out.append(rows == 1 ? "1 row of " : rows + " rows of ").append(String.join(", ", ledgers));
      out.append(rows == 1 ? " was" : " were").append(" written; ");
      out.append(LedgerTransaction.AUDIT).append(" beside it says what, when, by whom and why.\n");
    }
  }
}
