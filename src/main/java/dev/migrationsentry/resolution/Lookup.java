package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogColumn;
import dev.migrationsentry.builtin.CatalogRelation;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds relations and routines by name, along the search path (manual, section 5.10.3).
final class Lookup {
  private final Analysis analysis;
  private final Schema schema;
  private final List<Namespace> path = new ArrayList<>();

  Lookup(Analysis analysis) {
    this.analysis = analysis;
    this.schema = analysis.database().schema();
    for (SchemaObject object : temporary()) {
      path.add((Namespace) object);
    }
    Namespace catalog = schema.namespace("pg_catalog");
    boolean named = analysis.database().session().searchPath().contains("pg_catalog");
    if (catalog != null && !named) {
      path.add(catalog);
    }
    for (String written : analysis.database().session().searchPath()) {
      String name = written.equals("$user") ? analysis.database().session().role() : written;
      Namespace namespace = schema.namespace(name);
      if (namespace != null && !path.contains(namespace)) {
        path.add(namespace);
      }
    }
  }

  private List<SchemaObject> temporary() {
    Namespace own = schema.namespace("pg_temp_0");
    return own == null ? List.of() : List.of(own);
  }

  /// The namespaces that are searched, in this order.
  List<Namespace> path() {
    return path;
  }

  /// The namespaces in which a name is looked for.
  ///
  /// @param qualifier the schema that was written before it, or null
  List<Namespace> searched(@Nullable String qualifier) {
    return qualifier == null ? path : namespaces(qualifier);
  }

  /// Whether a type's name means that type without its schema.
  boolean visibleType(SchemaObject type) {
    for (Namespace namespace : path) {
      SchemaObject found = schema.find(Schema.Space.TYPE, namespace.id(), type.name());
      if (found != null) {
        return found.id() == type.id();
      }
    }
    return false;
  }

  /// What a relation's name means.
  ///
  /// @param relation the relation in the schema, or null for one of the system
  /// @param display its name with its schema
  record Found(@Nullable Relation relation, String display, List<Scope.ScopeColumn> columns) {
    /// The same with columns whose types are not relied on.
    Found untyped() {
      return new Found(relation, display, Scope.untyped(columns));
    }
  }

  /// The relation of a name.
  Found relation(QualifiedName name) {
    String qualifier = name.qualifier();
    for (Namespace namespace : searched(qualifier)) {
      Relation relation = schema.relation(namespace.id(), name.name());
      if (relation != null) {
        return found(namespace, relation);
      }
      Optional<CatalogRelation> system =
          Builtin.of(analysis.database().major()).relation(namespace.name(), name.name());
      if (system.isPresent()) {
        return new Found(null, namespace.name() + "." + name.name(), columns(system.get()));
      }
    }
    GlobalObject.Extension unknown = schema.unknownExtension(name.name());
    if (unknown != null) {
      throw new UndecidedException(name + " may come from extension " + unknown.name());
    }
    throw analysis.missing(
        "42P01",
        "relation \"" + name + "\" does not exist",
        name.span(),
        ObjectKind.TABLE,
        name.name(),
        qualifier,
        List.of());
  }

  private List<Namespace> namespaces(String qualifier) {
    Namespace namespace = schema.namespace(qualifier.equals("pg_temp") ? "pg_temp_0" : qualifier);
    return namespace == null ? List.of() : List.of(namespace);
  }

  private static Found found(Namespace namespace, Relation relation) {
    List<Scope.ScopeColumn> columns = new ArrayList<>();
    for (Column column : relation.columns()) {
      columns.add(
          new Scope.ScopeColumn(column.name(), column.type(), relation.id(), column.number()));
    }
    if (relation instanceof Sequence) {
      columns.add(new Scope.ScopeColumn("last_value", DataType.builtin("int8")));
      columns.add(new Scope.ScopeColumn("log_cnt", DataType.builtin("int8")));
      columns.add(new Scope.ScopeColumn("is_called", DataType.builtin("bool")));
    }
    return new Found(relation, namespace.name() + "." + relation.name(), columns);
  }

  private List<Scope.ScopeColumn> columns(CatalogRelation relation) {
    List<Scope.ScopeColumn> columns = new ArrayList<>();
    for (CatalogColumn column : relation.columns()) {
      columns.add(new Scope.ScopeColumn(column.name(), analysis.types.ofKey(column.type())));
    }
    return columns;
  }

  /// An installed extension of which the contents are not known, or null.
  @Nullable String unknownExtension() {
    GlobalObject.Extension extension = schema.unknownExtension();
    return extension == null ? null : extension.name();
  }
}
