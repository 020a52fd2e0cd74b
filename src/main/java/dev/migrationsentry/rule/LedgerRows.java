package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.timeline.Timeline;
import java.util.List;
import java.util.stream.Collectors;

/// Findings about rows of a ledger: their place is the table, and the row's number as the line.
final class LedgerRows {
  private LedgerRows() {}

  /// The place of a row.
  static Span place(Ledger ledger, Ledger.Row row) {
    String text = ledger.rows().stream().map(Ledger.Row::id).collect(Collectors.joining("\n"));
    int start = 0;
    for (Ledger.Row each : ledger.rows()) {
      if (each == row) {
        break;
      }
      start += each.id().length() + 1;
    }
    return new SourceFile(ledger.table(), text).span(start, start + row.id().length());
  }

  /// A finding about a row.
  static Finding finding(
      Rule rule,
      Timeline timeline,
      Ledger ledger,
      Ledger.Row row,
      String seen,
      String effect,
      String safer) {
    return new Finding(
        rule.id(),
        rule.severity(),
        timeline.world().name(),
        place(ledger, row),
        row.id(),
        null,
        seen,
        effect,
        safer,
        List.of(),
        false);
  }
}
