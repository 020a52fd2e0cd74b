package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import java.util.stream.Stream;

/// A migration that has run was edited, and its runner compares checksums.
public final class EditedAfterApplied implements Rule.HistoryRule {
  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(History history) {
    return AppliedEdits.areRecorded(history)
        ? AppliedEdits.findings(
            this,
            history,
            history.runner().title()
                + " has recorded another checksum, and stops or warns at the next deploy; databases that ran the old text never get the new one.")
        : Stream.empty();
  }
}
