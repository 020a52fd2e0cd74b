package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Host;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// A database while one statement changes it: the only mutable thing in this package, which lives
/// as long as the statement.
final class Draft {
  private final Database before;
  private Schema schema;
  private Session session;
  private @Nullable Transaction transaction;
  private Host host;
  private final List<Change> changes = new ArrayList<>();
  private @Nullable String doubt;
  private @Nullable Names names;

  Draft(Database before) {
    this.before = before;
    this.schema = before.schema();
    this.session = before.session();
    this.transaction = before.transaction();
    this.host = before.host();
  }

  /// The database before the statement.
  Database before() {
    return before;
  }

  /// The database as it is now.
  Database now() {
    return new Database(before.major(), schema, session, transaction, host);
  }

  /// What is known of the server.
  Host host() {
    return host;
  }

  /// Who may do what, or null where that does not matter.
  @Nullable Rights rights() {
    return host.rights();
  }

  /// Notes that somebody may do something else now.
  void rights(Rights newRights) {
    this.host = host.with(newRights);
  }

  int major() {
    return before.major();
  }

  Schema schema() {
    return schema;
  }

  Session session() {
    return session;
  }

  @Nullable Transaction transaction() {
    return transaction;
  }

  void transaction(Transaction newTransaction) {
    this.transaction = newTransaction;
  }

  void session(Session newSession) {
    this.session = newSession;
    this.names = null;
  }

  void schema(Schema newSchema) {
    this.schema = newSchema;
  }

  /// How names are looked up with the present search path.
  Names names() {
    Names known = names;
    if (known == null) {
      known = new Names(this);
      names = known;
    }
    return known;
  }

  /// Adds a new object, made for the next id.
  <T extends SchemaObject> T create(IntFunction<T> maker) {
    T object = maker.apply(schema.nextId());
    schema = schema.with(object);
    Rights rights = host.rights();
    if (rights != null && !session.role().equals(rights.login())) {
      rights(rights.owned(object.id(), session.role()));
    }
    if (object instanceof Namespace) {
      names = null;
    }
    return object;
  }

  /// Puts another version of an object in its place.
  void replace(SchemaObject object) {
    schema = schema.with(object);
    if (object instanceof Namespace) {
      names = null;
    }
  }

  /// Removes an object with its dependencies.
  void remove(int id) {
    if (schema.object(id) instanceof Namespace) {
      names = null;
    }
    schema = schema.without(id);
  }

  <T extends SchemaObject> T get(int id, Class<T> kind) {
    return schema.get(id, kind);
  }

  /// The present version of a relation.
  @SuppressWarnings("unchecked")
  <T extends Relation> T current(T relation) {
    return (T) schema.get(relation.id(), relation.getClass());
  }

  void depend(Dependency dependency) {
    schema = schema.with(dependency);
  }

  void depend(int dependent, int referenced, Dependency.Kind kind) {
    schema = schema.with(Dependency.of(dependent, referenced, kind));
  }

  void forget(Dependency dependency) {
    schema = schema.without(dependency);
  }

  /// Notes what happened to a whole object.
  void changed(Change change) {
    changes.add(change);
  }

  void created(SchemaObject object) {
    ObjectKind kind = Descriptions.kind(object);
    changes.add(
        new Change.Created(kind, Descriptions.qualified(schema, object), null, object.id()));
    schema = schema.withCertain(object.name());
    boolean own = !(object instanceof Index) && object.namespace() != 0;
    if (own && !(schema.object(object.namespace()) instanceof Namespace in && isPinned(in))) {
      depend(object.id(), object.namespace(), Dependency.Kind.NORMAL);
    }
  }

  private static boolean isPinned(Namespace namespace) {
    return namespace.temporary() || namespace.name().equals(Names.CATALOG);
  }

  void altered(SchemaObject object) {
    changes.add(
        new Change.Altered(
            Descriptions.kind(object), Descriptions.qualified(schema, object), null));
  }

  void skipped(SchemaObject object) {
    changes.add(
        new Change.Skipped(
            Descriptions.kind(object), Descriptions.qualified(schema, object), object.id()));
  }

  /// Notes that the statement may fail after all, or do something else: the first reason counts.
  ///
  /// @param why a clause for people: `depends on the rows of orders`
  void doubt(String why) {
    if (doubt == null) {
      doubt = why;
    }
  }

  Outcome outcome() {
    return doubt == null
        ? new Outcome.Done(now(), changes)
        : new Outcome.Unknown(doubt, now(), changes);
  }
}
