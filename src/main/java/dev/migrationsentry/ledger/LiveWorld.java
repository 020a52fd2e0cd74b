package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.CatalogSchema;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.FreshDatabase;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.timeline.World;
import java.util.List;

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
    Session own = new Session(snapshot.role().searchPath(), session.role(), session.settings());
    return new LiveWorld(
        name,
        snapshot,
        new CatalogSchema(schema.database().with(own), schema.failed()),
        Ledgers.of(snapshot.ledgers()));
  }

  /// The database as a history meets it.
  public World world(History history) {
    return World.live(name, schema.database(), history, Ledgers.recording(history, ledgers))
        .sized(snapshot.rows());
  }
}
