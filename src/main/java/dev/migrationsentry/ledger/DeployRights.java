package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.RecordedRights;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.RoleRights;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;

/// Puts what a snapshot knows of rights into the model of its schema.
final class DeployRights {
  private DeployRights() {}

  /// The database for the role that took the snapshot.
  static Database in(Database made, Snapshot snapshot) {
    Database database = withRole(made, snapshot.role());
    RecordedRights recorded = snapshot.rights();
    return recorded == null ? partial(database, snapshot) : complete(database, snapshot, recorded);
  }

  /// The role that connects is there, also where it is the one that the server came with.
  private static Database withRole(Database database, Snapshot.Role role) {
    Schema schema = database.schema();
    return schema.find(Schema.Space.ROLE, 0, role.name()) != null
        ? database
        : database.with(
            schema.with(new GlobalObject.Role(schema.nextId(), role.name(), role.superuser())));
  }

  private static Database complete(Database database, Snapshot snapshot, RecordedRights recorded) {
    PMap<String, RoleRights> roles = HashTreePMap.empty();
    for (RoleRights role : recorded.roles()) {
      roles = roles.plus(role.name(), role);
    }
    // While they are read nobody is refused anything.
    String reader = Session.FRESH.role();
    RoleRights reading = new RoleRights(reader, true, true, true, List.of());
    Rights rights =
        Rights.of(
            snapshot.role().name(),
            true,
            roles.plus(reader, reading),
            snapshot.database(),
            recorded.databaseOwner(),
            snapshot.role().createInDatabase());
    int before = database.schema().nextId();
    Database now =
        database
            .with(new Session(List.of(), reader, HashTreePMap.empty()))
            .on(database.host().with(rights.madeBefore(before)));
    for (String text : recorded.statements()) {
      for (Statement statement : SqlReader.read(new SourceFile("rights", text))) {
        now =
            switch (Executor.execute(statement, now)) {
              case Outcome.Done done -> done.after();
              case Outcome.Unknown unknown -> unknown.after();
              // What is not in the model belongs to nobody in it either.
              case Outcome.Fails ignored -> now;
            };
      }
    }
    Rights read = rights(now);
    for (var owner : recorded.extensionOwners().entrySet()) {
      SchemaObject extension = now.schema().find(Schema.Space.EXTENSION, 0, owner.getKey());
      if (extension != null) {
        read = read.owned(extension.id(), owner.getValue());
      }
    }
    Rights known =
        new Rights(
            read.login(),
            true,
            roles,
            read.database(),
            read.databaseOwner(),
            read.createInDatabase(),
            before,
            read.owners(),
            read.grants());
    return database.with(now.schema()).on(database.host().with(known));
  }

  private static Rights rights(Database database) {
    Rights rights = database.host().rights();
    if (rights == null) {
      throw new IllegalStateException("rights are never taken away");
    }
    return rights;
  }

  /// What older snapshots know: what the role is and where it may create, and who owns the tables.
  private static Database partial(Database database, Snapshot snapshot) {
    Snapshot.Role role = snapshot.role();
    RoleRights own =
        new RoleRights(role.name(), role.superuser(), role.createRole(), false, List.of());
    Schema schema = database.schema();
    Rights rights =
        Rights.of(
                role.name(),
                false,
                HashTreePMap.singleton(role.name(), own),
                snapshot.database(),
                null,
                role.createInDatabase())
            .madeBefore(schema.nextId());
    for (Namespace namespace : schema.namespaces()) {
      boolean creates = role.createInSchemas().contains(namespace.name());
      rights =
          rights.granted(
              namespace.id(),
              creates
                  ? HashTreePMap.singleton(role.name(), HashTreePSet.singleton("create"))
                  : HashTreePMap.empty());
    }
    for (SchemaObject object : schema.objects()) {
      for (Dependency dependency : schema.dependencies(object.id())) {
        if (dependency.kind() == Dependency.Kind.OWNER
            && schema.object(dependency.referenced()) instanceof GlobalObject.Role owner) {
          rights = rights.owned(object.id(), owner.name());
        }
      }
    }
    return database.on(database.host().with(rights));
  }
}
