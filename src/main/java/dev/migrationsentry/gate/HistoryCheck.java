package dev.migrationsentry.gate;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.LiveWorld;
import dev.migrationsentry.ledger.MigrationStatus;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.ledger.Reconciliation;
import dev.migrationsentry.migration.Ledger;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where the histories stand in the database: before the migrations, and after them.
final class HistoryCheck {
  private static final int MOST_NAMED = 10;

  private final GatePlan plan;
  private final GateProject project;
  private final DatabaseUrl url;
  private @Nullable LiveWorld world;
  private @Nullable DatabaseStatus status;

  HistoryCheck(GatePlan plan, GateProject project, DatabaseUrl url) {
    this.plan = plan;
    this.project = project;
    this.url = url;
  }

  /// Which database it is.
  DatabaseUrl url() {
    return url;
  }

  /// The database as it was last read, or null where it was not.
  @Nullable LiveWorld world() {
    return world;
  }

  /// Where the histories stood then, or null.
  @Nullable DatabaseStatus status() {
    return status;
  }

  /// The migrations that were pending then.
  List<String> pending() {
    DatabaseStatus known = status;
    return known == null
        ? List.of()
        : known.in(State.PENDING).stream().map(MigrationStatus::id).toList();
  }

  /// Whether nothing is to be done: no migration is pending, and each history is recorded.
  boolean nothingToDo() {
    DatabaseStatus known = status;
    return known != null
        && pending().isEmpty()
        && known.histories().stream().allMatch(history -> history.ledger() != null);
  }

  /// Reads the database and compares it with the histories.
  DatabaseStatus read() {
    LiveWorld read =
        LiveWorld.of(
            url.toString(), Snapshot.of(new LiveDatabase(url, plan.reading()), Clock.systemUTC()));
    read.snapshot().ledgers().stream()
        .filter(LedgerTable::hidesWhatHasRun)
        .findFirst()
        .ifPresent(ledger -> {
          throw new GateProblem(
              "The role "
                  + read.snapshot().role().name()
                  + " may not read the ledger "
                  + ledger.schema()
                  + "."
                  + ledger.name()
                  + ", so that it can't be told what has run; it needs usage on the schema and select on that table.");
        });
    DatabaseStatus compared = project.status(read);
    world = read;
    status = compared;
    return compared;
  }

  /// The step before the migrations.
  @Nullable GateStop before(Consumer<String> say) {
    DatabaseStatus compared = read();
    LiveWorld read = world;
    if (plan.wishes().reconcile() && read != null) {
      compared = reconciled(read, compared, say);
    }
    compared.histories().forEach(history -> say.accept(line(history)));
    List<String> wrong = compared.wrongMigrations();
    return wrong.isEmpty()
        ? null
        : GateStop.at(
            GateStep.HISTORY,
            wrong.getFirst(),
            wrong.subList(1, wrong.size()),
            List.of(
                "Nothing was changed. 'migration-sentry status' shows all of it, 'migration-sentry reconcile' what can be put right with proof."));
  }

  private DatabaseStatus reconciled(LiveWorld read, DatabaseStatus compared, Consumer<String> say) {
    Reconciliation proved = project.reconciliation(read);
    int wanted = proved.writes();
    if (wanted == 0) {
      say.accept("reconcile: there is nothing that is proved to be harmless and not written yet");
      return compared;
    }
    if (plan.wishes().dryRun()) {
      say.accept(
          "reconcile: would write "
              + rows(wanted)
              + " anew, as --reconcile without --dry-run does");
      return compared;
    }
    say.accept(
        "reconcile: wrote " + rows(project.write(proved)) + " anew that are proved to be harmless");
    return read();
  }

  private static String rows(int count) {
    return count == 1 ? "1 row of the ledger" : count + " rows of the ledger";
  }

  private static String line(HistoryStatus history) {
    Ledger ledger = history.ledger();
    List<String> open = history.in(State.PENDING).stream().map(MigrationStatus::id).toList();
    int applied = history.migrations().size() - open.size();
    return history.history().path()
        + ": "
        + applied
        + " applied"
        + (ledger == null ? ", recorded nowhere yet" : " by " + ledger.table())
        + ", "
        + open.size()
        + " pending"
        + (open.isEmpty() ? "" : ": " + named(open));
  }

  /// Names in one line.
  static String named(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    int more = names.size() - MOST_NAMED;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /// The step after the migrations: whether the ledger has reached the heads.
  @Nullable GateStop after(Consumer<String> say) {
    List<String> before = pending();
    DatabaseStatus compared = read();
    List<String> open = pending();
    compared.histories().forEach(history -> say.accept(line(history)));
    List<String> unrecorded =
        compared.histories().stream()
            .filter(history -> history.ledger() == null)
            .map(history -> history.history().path())
            .toList();
    List<String> wrong = compared.wrongMigrations();
    if (!unrecorded.isEmpty()) {
      return GateStop.at(
          GateStep.LEDGER,
          "The command ended well, and no ledger in this database records "
              + String.join(", ", unrecorded)
              + ".",
          List.of(),
          List.of(
              "Either the command works on another database, or its runner keeps no ledger, so that nobody can tell what has run."));
    }
    if (!open.isEmpty()) {
      List<String> moved = new ArrayList<>(before);
      moved.removeAll(open);
      return GateStop.at(
          GateStep.LEDGER,
          "The command ended well, and the ledger has not reached the heads: "
              + named(open)
              + (open.size() == 1 ? " is" : " are")
              + " still pending.",
          moved.isEmpty()
              ? List.of(
                  "the ledger has not moved at all: perhaps the command works on another database")
              : List.of("recorded by this run: " + named(moved)),
          List.of("See the output of the command; run it by hand against this database."));
    }
    return wrong.isEmpty()
        ? null
        : GateStop.at(GateStep.LEDGER, wrong.getFirst(), wrong.subList(1, wrong.size()), List.of());
  }
}
