package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.CatalogSchema;
import dev.migrationsentry.catalog.LedgerTable;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.timeline.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database that people use, as a starting point for replays.
///
/// @param name what people call it: the URL without its password, or the file of the snapshot
/// @param snapshot what was read of it
/// @param schema the same as a model
/// @param ledgers what its ledgers record
public record LiveWorld(
    String name, Snapshot snapshot, CatalogSchema schema, List<Ledger> ledgers) {
  /// Copies the ledgers.
  public LiveWorld {
    ledgers = List.copyOf(ledgers);
  }

  /// Makes the model of a snapshot.
  public static LiveWorld of(String name, Snapshot snapshot) {
    CatalogSchema schema =
        CatalogSchema.of(
            snapshot.definitions(), FreshDatabase.create(snapshot.major()).on(snapshot.host()));
    Session session = schema.database().session();
    Session own =
        new Session(snapshot.role().searchPath(), snapshot.role().name(), session.settings());
    return new LiveWorld(
        name,
        snapshot,
        new CatalogSchema(DeployRights.in(schema.database(), snapshot).with(own), schema.failed()),
        Ledgers.of(snapshot.ledgers()));
  }

  /// The sentence about a ledger that may not be read, or null when there is none. Without its rows
  /// nothing can be said of what has run; taken for empty, all would be pending.
  public @Nullable String hiddenLedger() {
    return snapshot.ledgers().stream()
        .filter(LedgerTable::hidesWhatHasRun)
        .findFirst()
        .map(ledger ->
            "The role "
                + snapshot.role().name()
                + " may not read the ledger "
                + ledger.schema()
                + "."
                + ledger.name()
                + " of "
                + name
                + ", so that it can't be told what has run; it needs usage on the schema and select on that table.")
        .orElse(null);
  }

  /// The database as a history meets it.
  public World world(History history) {
    return World.live(name, schema.database(), history, Ledgers.recording(history, ledgers))
        .sized(snapshot.rows());
  }
}
