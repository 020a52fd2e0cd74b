package dev.migrationsentry.cli;

import dev.migrationsentry.ledger.Checksums;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.MigrationStatus;
import dev.migrationsentry.ledger.Sentences;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The table of `status` for people.
final class StatusText {
  private StatusText() {}

  static String render(DatabaseStatus status) {
    StringBuilder out = new StringBuilder();
    out.append(status.database())
        .append(", PostgreSQL ")
        .append(status.serverVersion())
        .append('\n');
    for (HistoryStatus history : status.histories()) {
      out.append('\n');
      history(history, out);
    }
    return out.toString();
  }

  private static void history(HistoryStatus status, StringBuilder out) {
    Ledger ledger = status.ledger();
    out.append(status.history().path()).append(' ').append(status.history().runner().title());
    if (ledger == null) {
      out.append(", recorded nowhere: the database has no ledger of it\n");
    } else {
      out.append(", recorded in ").append(ledger.table()).append(" (").append(ledger.why());
      out.append(")\n");
    }
    int width = status.migrations().stream().mapToInt(one -> title(one).length()).max().orElse(0);
    Map<MigrationStatus.State, Integer> counts = new EnumMap<>(MigrationStatus.State.class);
    for (MigrationStatus one : status.migrations()) {
      counts.merge(one.state(), 1, Integer::sum);
      Ledger.Row row = one.row();
      String checksum = row == null || row.checksum() == null ? "" : row.checksum();
      String applied = row == null || row.appliedAt() == null ? "" : row.appliedAt();
      String line =
          String.format(
              Locale.ROOT,
              "  %-15s %-" + Math.max(1, width) + "s  %-12s  %-19.19s  %s",
              one.state(),
              title(one),
              Checksums.shown(checksum),
              applied,
              Sentences.remark(one));
      out.append(line.stripTrailing()).append('\n');
    }
    List<String> parts =
        counts.entrySet().stream()
            .map(count ->
                count.getValue()
                    + " "
                    + count.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .toList();
    out.append(String.join(", ", parts)).append('\n');
  }

  private static String title(MigrationStatus status) {
    Migration migration = status.migration();
    return migration == null ? status.id() : migration.title();
  }
}
