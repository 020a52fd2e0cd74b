package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Prerequisite.Nature;
import java.util.EnumSet;
import java.util.List;

/// Adds a label of an enum in a migration of its own, so that the transaction that adds it has
/// ended when it is used.
final class SplitEnumUse implements Remedying {
  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    if (!(ailment instanceof Ailment.Failing failing)) {
      return List.of();
    }
    return Guards.of(
        failing,
        EnumSet.of(Nature.LABEL),
        new Guards.Words(
            id(),
            "add_enum_label",
            "Also the failing migration is edited: it says IF NOT EXISTS from then on.",
            "\"migration-sentry check\" names a label that is used in the transaction that adds"
                + " it."),
        sources);
  }
}
