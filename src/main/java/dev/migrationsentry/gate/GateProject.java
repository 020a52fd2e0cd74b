package dev.migrationsentry.gate;

import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.ProjectContents;
import dev.migrationsentry.ledger.Reconciliation;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.report.Report;
import java.util.List;

/// The project whose migrations are to run. Where something can't be done, a [GateProblem] or a
/// problem of the room that does it says why.
public interface GateProject {
  /// Its histories.
  List<History> histories();

  /// Where they stand in a database.
  DatabaseStatus status(LiveWorld world);

  /// The bytes of its files, today's and earlier ones.
  ProjectContents contents();

  /// What is pending, replayed from a database.
  Report check(LiveWorld world);

  /// Whether a database has what its applied migrations make, and what is required.
  ///
  /// @param withServer whether a throw-away server may be started, for what the model can't compare
  Verification verify(LiveWorld world, boolean withServer);

  /// What of the ledger may be written anew.
  Reconciliation reconciliation(LiveWorld world);

  /// Writes it.
  ///
  /// @return how many rows were written
  int write(Reconciliation proved);

  /// Runs what is pending on a copy of a database, by the command of the gate where it has one.
  RehearsalVerdict rehearse(LiveWorld world);

  /// Whether a command refused its own command line.
  ///
  /// @param output what it wrote
  /// @param exitCode with which it ended
  /// @param moved whether the ledger has changed
  static boolean refuses(List<String> output, int exitCode, boolean moved) {
    OutputSigns signs = new OutputSigns();
    output.forEach(signs::hear);
    return !moved && signs.refusal(exitCode) != null;
  }

  /// What a rehearsal has come to.
  ///
  /// @param lines what is to be said of it
  /// @param problem why the deploy must not go on, or an empty text
  /// @param refused whether the command did not take its own command line
  record RehearsalVerdict(List<String> lines, String problem, boolean refused) {
    /// Copies the lines.
    public RehearsalVerdict {
      lines = List.copyOf(lines);
    }
  }
}
