package dev.migrationsentry.cli;

import dev.migrationsentry.ledger.Checksums;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.Deployment;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.Ledgers;
import dev.migrationsentry.ledger.MigrationStatus;
import dev.migrationsentry.ledger.RequiredObject;
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
    if (!status.reruns().isEmpty()) {
      out.append('\n');
      status.reruns().forEach(line -> out.append(line).append('\n'));
    }
    if (!status.stamped().isEmpty()) {
      out.append('\n');
      status.stamped().forEach(line -> out.append(line).append('\n'));
    }
    checks(status.checks(), out);
    if (status.lag() != null) {
      out.append('\n').append(status.lag()).append('\n');
    }
    if (!status.others().isEmpty()) {
      out.append("\nOther ledgers in this database:\n");
      status.others().forEach(ledger -> other(ledger, out));
    }
    return out.toString();
  }

  private static void checks(List<RequiredObject> checks, StringBuilder out) {
    if (checks.isEmpty()) {
      return;
    }
    long present = checks.stream().filter(RequiredObject::present).count();
    out.append("\nrequired: ").append(present).append(" of ").append(checks.size());
    out.append(" are there\n");
    checks.stream()
        .filter(one -> !one.present())
        .forEach(one -> out.append("  ").append(one.sentence()).append('\n'));
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
    String checksums = Sentences.checksums(status);
    out.append(checksums).append(checksums.isEmpty() ? "" : "\n");
    Deployment deployment = status.deployment();
    if (deployment != null) {
      out.append("compared with commit ").append(deployment.shown()).append(" (");
      out.append(deployment.why()).append(")\n");
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
      MigrationStatus.Edit edit = one.edit();
      if (edit != null && edit.effect() != null) {
        EffectText.lines(edit.effect()).forEach(each -> out.append("      " + each + "\n"));
      }
    }
    List<String> parts =
        counts.entrySet().stream()
            .map(count ->
                count.getValue()
                    + " "
                    + count.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .toList();
    out.append(String.join(", ", parts)).append('\n');
    for (String line : status.advice()) {
      out.append(line.startsWith("git ") ? "  " : "").append(line).append('\n');
    }
  }

  private static void other(Ledger ledger, StringBuilder out) {
    int rows = ledger.rows().size();
    out.append("  ")
        .append(ledger.table())
        .append(" (")
        .append(ledger.runner().equals(Ledgers.OWN) ? "home-made" : ledger.runner())
        .append(": ")
        .append(ledger.why())
        .append("), ")
        .append(rows == 1 ? "1 row" : rows + " rows");
    if (rows > 0) {
      out.append(", the last one ").append(ledger.rows().getLast().id());
    }
    long failed =
        ledger.rows().stream().filter(row -> row.ending() == Ledger.Ending.FAILED).count();
    out.append(failed == 0 ? "" : ", " + failed + " failed").append('\n');
  }

  private static String title(MigrationStatus status) {
    Migration migration = status.migration();
    return migration == null ? status.id() : migration.title();
  }
}
