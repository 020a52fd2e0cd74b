package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import java.util.stream.Stream;

/// A migration that has run was edited, and its runner records no checksums.
public final class EditedAfterAppliedUnrecorded implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(History history) {
    return AppliedEdits.areRecorded(history)
        ? Stream.empty()
        : AppliedEdits.findings(
            this,
            history,
            "The runner does not notice: databases that ran the old text never get the new one, and differ from new databases from now on.");
  }
}
