package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Prerequisite.Nature;
import dev.migrationsentry.schema.ServerError;
import java.util.EnumSet;
import java.util.List;

/// A migration that sorts right before the failing one and brings in what it needs: columns with
/// their values and defaults, tables, views, types, functions, extensions.
final class GuardMigration implements Remedying {
  @Override
  public List<Remedy> propose(Ailment ailment, Sources sources) {
    if (!(ailment instanceof Ailment.Failing failing)) {
      return List.of();
    }
    return Guards.of(
        failing,
        EnumSet.of(Nature.LATER, Nature.LOST, Nature.EXTENSION),
        new Guards.Words(
            id(),
            title(failing),
            "It runs in every database that has not run "
                + failing.migration().title()
                + ". A runner that refuses migrations out of order refuses it in databases that"
                + " have.",
            "\"migration-sentry check\" in every merge request finds what is used before it is"
                + " there."),
        sources);
  }

  /// A name for a migration that brings in what an error is about.
  static String title(Ailment.Failing failing) {
    ServerError.Subject subject = failing.error().subject();
    return Guards.name("ensure_" + (subject == null ? "prerequisites" : subject.name()));
  }
}
