package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import java.util.function.IntFunction;

/// A database as CREATE DATABASE makes it.
public final class FreshDatabase {
  private FreshDatabase() {}

  /// The database that a superuser named `postgres` sees right after its creation: no tables, the
  /// schema `public`, the predefined roles and the language PL/pgSQL.
  ///
  /// @param major the major version of the server, 14 to 18
  public static Database create(int major) {
    Schema schema = Schema.empty();
    for (String name : List.of(Names.CATALOG, "information_schema", "pg_toast", "public")) {
      schema = with(schema, id -> new Namespace(id, name, false));
    }
    schema = with(schema, id -> new GlobalObject.Role(id, "postgres", true));
    for (String name : Builtin.of(major).objects().names(NamedObject.ROLE)) {
      schema = with(schema, id -> new GlobalObject.Role(id, name, false));
    }
    Namespace catalog = schema.get(1, Namespace.class);
    schema = with(schema, id -> new GlobalObject.Extension(id, "plpgsql", catalog.id(), true));
    int extension = schema.nextId() - 1;
    schema =
        with(schema, id -> new GlobalObject.Other(id, ObjectKind.LANGUAGE, "plpgsql", 0, "", ""));
    schema = schema.with(Dependency.of(schema.nextId() - 1, extension, Dependency.Kind.EXTENSION));
    return new Database(major, schema, Session.FRESH, null);
  }

  private static Schema with(Schema schema, IntFunction<SchemaObject> maker) {
    return schema.with(maker.apply(schema.nextId()));
  }
}
