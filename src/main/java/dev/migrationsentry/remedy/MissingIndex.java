package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Prerequisite.Nature;
import java.util.EnumSet;
import java.util.List;

/// Makes the unique index that a foreign key of the failing migration needs.
final class MissingIndex implements Remedying {
  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    if (!(ailment instanceof Ailment.Failing failing)) {
      return List.of();
    }
    return Guards.of(
        failing,
        EnumSet.of(Nature.KEY),
        new Guards.Words(
            id(),
            "add_missing_unique_index",
            "Building the index keeps writers of the table waiting, and fails where values are"
                + " there twice.",
            "\"migration-sentry rehearse\" on a new database finds it."),
        sources);
  }
}
