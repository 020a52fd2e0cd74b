package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.timeline.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The ledger names a revision and one that leads to it as two heads.
public final class OverlappingHeads implements Rule.TimelineRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Timeline timeline) {
    Ledger ledger = timeline.world().ledger();
    if (ledger == null || ledger.extent() != Ledger.Extent.HEADS) {
      return Stream.empty();
    }
    History history = timeline.history();
    List<Finding> findings = new ArrayList<>();
    for (Ledger.Row row : ledger.rows()) {
      for (Ledger.Row other : ledger.rows()) {
        boolean leads =
            !other.id().equals(row.id()) && history.upTo(List.of(other.id())).contains(row.id());
        if (leads) {
          findings.add(finding(timeline, ledger, row, other));
          break;
        }
      }
    }
    return findings.stream();
  }

  private Finding finding(Timeline timeline, Ledger ledger, Ledger.Row row, Ledger.Row later) {
    return LedgerRows.finding(
        this,
        timeline,
        ledger,
        row,
        "The ledger names "
            + row.id()
            + " beside "
            + later.id()
            + ", which comes after it: both can't be heads.",
        "Alembic stops: \"Requested revision "
            + later.id()
            + " overlaps with other requested revisions "
            + row.id()
            + "\".",
        "The row of the earlier one says nothing that the later one does not say. Take it out:\n  delete from "
            + ledger.table()
            + " where version_num = '"
            + row.id()
            + "';");
  }
}
