package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Prerequisite.Nature;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// The statements of a guard migration, to run by hand before the same commit is deployed again;
/// the guard migration follows with the next one and then only records itself, so that the history
/// and the database agree.
final class HotPatch implements Remedying {
  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    if (!(ailment instanceof Ailment.Failing failing)) {
      return List.of();
    }
    Prerequisites needed = Prerequisites.of(failing);
    if (needed == null) {
      return List.of();
    }
    List<Remedy> remedies = new ArrayList<>();
    for (Remedy guard :
        Guards.of(
            failing,
            EnumSet.complementOf(EnumSet.of(Nature.LABEL)),
            new Guards.Words(
                id(),
                GuardMigration.title(failing),
                "",
                "\"migration-sentry gate\" stops a deploy whose migrations would fail, before"
                    + " anything has to be done by hand."),
            sources)) {
      remedies.add(
          new Remedy(
              id(),
              "Run the statements by hand, deploy the same commit again, and commit the migration"
                  + " that does the same.",
              guard.files(),
              needed.statements(),
              List.of(),
              "It changes production beside its migrations. Run it in one transaction, ask the"
                  + " verification query, and commit only if it says true. The migration then finds"
                  + " everything there, changes nothing and writes its own row into the ledger."
                  + guard.risk(),
              needed.undo().isEmpty()
                  ? "There is no way back."
                  : "By hand: " + String.join("; ", needed.undo()) + ";",
              needed.verification(),
              guard.prevention()));
    }
    return remedies;
  }
}
