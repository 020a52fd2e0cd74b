package dev.migrationsentry;

import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.MigrationStatus;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.ledger.Verification;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether a database is as the migrations of a project make it, and why not.
///
/// @param status what the ledger says
/// @param verification what the database itself says
public record SchemaAnswer(DatabaseStatus status, Verification verification) {
  /// Whether every migration has run and nothing speaks against it, by the ledger and the
  /// configuration: what `status` calls migrated.
  public boolean migrated() {
    return status.migrated();
  }

  /// Whether the database has what its applied migrations make and what the configuration requires.
  /// What could not be compared is not verified.
  public boolean verified() {
    return verification.holds() && verification.uncertain() == null;
  }

  /// Whether an application of this project may go live on it: it is verified, and no migration is
  /// pending or has failed. Migrations that only the database knows do not matter here: it may be
  /// ahead of an older version of the application.
  public boolean ready() {
    return verified() && status.in(State.PENDING).isEmpty() && status.in(State.FAILED).isEmpty();
  }

  /// What stands against it, a sentence each; empty when it is migrated, verified and ready.
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>(status.reasons());
    for (MigrationStatus pending : status.in(State.PENDING)) {
      reasons.add(pending.id() + " is pending.");
    }
    verification
        .wanting()
        .forEach(one ->
            reasons.add(
                one.difference().object()
                    + " is "
                    + one.difference().kind().name().toLowerCase(Locale.ROOT)
                    + "."));
    String uncertain = verification.uncertain();
    if (uncertain != null) {
      reasons.add("The database could not be verified as a whole: " + uncertain + ".");
    }
    return List.copyOf(reasons);
  }

  /// Stops a service that would go live on a schema that is not ready for it.
  ///
  /// @throws SchemaNotReadyException when it is not ready; the message holds all reasons
  public void requireReady() {
    if (!ready()) {
      throw new SchemaNotReadyException(
          "The database " + status.database() + " is not ready: " + String.join(" ", reasons()));
    }
  }
}
