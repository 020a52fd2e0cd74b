package dev.migrationsentry.ledger;

import dev.migrationsentry.configuration.Requirement;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.migration.Ledger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the histories of a project stand in one database.
///
/// @param database what people call it, without secrets
/// @param serverVersion as the server tells it
/// @param others ledgers that record none of the histories
/// @param reruns what is said of histories that no ledger records, so that their files run at every
///   start: a sentence each
/// @param stamped where ledgers are ahead of the database: a sentence each
/// @param checks the objects that the project's configuration requires
/// @param lag why the schema may lag the code although nothing has failed, as a sentence, or null
public record DatabaseStatus(
    String database,
    String serverVersion,
    List<HistoryStatus> histories,
    List<Ledger> others,
    List<String> reruns,
    List<String> stamped,
    List<RequiredObject> checks,
    @Nullable String lag) {
  /// Copies the lists.
  public DatabaseStatus {
    histories = List.copyOf(histories);
    others = List.copyOf(others);
    reruns = List.copyOf(reruns);
    stamped = List.copyOf(stamped);
    checks = List.copyOf(checks);
  }

  /// The same with other histories.
  public DatabaseStatus with(List<HistoryStatus> newHistories) {
    return new DatabaseStatus(
        database, serverVersion, newHistories, others, reruns, stamped, checks, lag);
  }

  /// The same with what is said of ledgers that are ahead of the database.
  public DatabaseStatus stamped(List<String> sentences) {
    return new DatabaseStatus(
        database, serverVersion, histories, others, reruns, sentences, checks, lag);
  }

  /// The same where migrations are switched off.
  ///
  /// @param why a sentence
  public DatabaseStatus lagging(String why) {
    return new DatabaseStatus(
        database,
        serverVersion,
        histories,
        others,
        reruns,
        stamped,
        checks,
        in(State.PENDING).isEmpty() ? null : why);
  }

  /// Where the histories stand that some ledgers record.
  ///
  /// @param requirements what the project's configuration requires of the database
  public static DatabaseStatus of(
      LiveWorld world,
      List<HistoryStatus> histories,
      List<String> reruns,
      List<Requirement> requirements) {
    Set<String> recording = new HashSet<>();
    for (HistoryStatus status : histories) {
      Ledger ledger = status.ledger();
      if (ledger != null) {
        recording.add(ledger.table());
      }
    }
    return new DatabaseStatus(
        world.name(),
        world.snapshot().serverVersion(),
        histories,
        world.ledgers().stream().filter(one -> !recording.contains(one.table())).toList(),
        reruns,
        List.of(),
        RequiredObjects.in(world, requirements),
        null);
  }

  /// Whether all migrations of all histories have run and nothing speaks against it.
  public boolean migrated() {
    return reasons().isEmpty() && in(State.PENDING).isEmpty();
  }

  /// The lines of all histories in a state.
  public List<MigrationStatus> in(State state) {
    return histories.stream().flatMap(history -> history.in(state).stream()).toList();
  }

  /// What is not as it should be, pending migrations aside: a sentence each.
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>(wrongMigrations());
    checks.stream().filter(one -> !one.present()).forEach(one -> reasons.add(one.sentence()));
    if (lag != null) {
      reasons.add(lag);
    }
    return reasons;
  }

  /// What is not as it should be of the migrations themselves: a sentence each.
  public List<String> wrongMigrations() {
    List<String> reasons = new ArrayList<>(reruns);
    reasons.addAll(stamped);
    for (HistoryStatus status : histories) {
      reasons.addAll(status.overlaps());
      for (MigrationStatus one : status.migrations()) {
        String reason = Sentences.wrong(one);
        if (reason != null) {
          reasons.add(reason);
        }
      }
    }
    return reasons;
  }

  /// The revisions that Alembic's own table names, or null where no history is Alembic's.
  public @Nullable List<String> alembicCurrent() {
    for (HistoryStatus status : histories) {
      Ledger ledger = status.ledger();
      if (ledger != null && ledger.extent() == Ledger.Extent.HEADS) {
        return ledger.rows().stream().map(Ledger.Row::id).toList();
      }
    }
    return null;
  }

  /// The last migrations that have run: the heads of what is applied.
  public List<String> current() {
    List<String> alembic = alembicCurrent();
    if (alembic != null) {
      return alembic;
    }
    List<String> current = new ArrayList<>();
    for (HistoryStatus status : histories) {
      List<MigrationStatus> run =
          status.migrations().stream()
              .filter(one -> one.migration() != null)
              .filter(one -> one.state() != State.PENDING && one.state() != State.FAILED)
              .toList();
      if (!run.isEmpty()) {
        current.add(run.getLast().id());
      }
    }
    return current;
  }

  /// The heads of all histories.
  public List<String> heads() {
    return histories.stream().flatMap(status -> status.history().heads().stream()).toList();
  }
}
