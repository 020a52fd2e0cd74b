package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Prerequisite.Nature;
import java.util.EnumSet;
import java.util.List;

/// Adds to a table of older shape what its skipped CREATE TABLE IF NOT EXISTS would have brought.
final class AdditiveRepair implements Remedying {
  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    if (!(ailment instanceof Ailment.Failing failing) || failing.error().subject() == null) {
      return List.of();
    }
    List<String> tables = failing.error().subject().relations();
    String table = tables.isEmpty() ? "table" : tables.getFirst();
    return Guards.of(
        failing,
        EnumSet.of(Nature.SKIPPED),
        new Guards.Words(
            id(),
            Guards.name("repair_" + table.substring(table.lastIndexOf('.') + 1)),
            "It only adds; types, constraints and indexes of the older table stay as they are."
                + " Where the table is not there yet, it does nothing.",
            "Let one source alone make the tables; \"migration-sentry verify\" compares what is"
                + " there with what the migrations make, which IF NOT EXISTS hides."),
        sources);
  }
}
