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
    if (catalog != null) {
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

  /// What a relation's name means.
  ///
  /// @param relation the relation in the schema, or null for one of the system
  /// @param display its name with its schema
  record Found(@Nullable Relation relation, String display, List<Scope.ScopeColumn> columns) {}

  /// The relation of a name.
  Found relation(QualifiedName name) {
    String qualifier = name.qualifier();
    List<Namespace> searched = qualifier == null ? path : namespaces(qualifier);
    for (Namespace namespace : searched) {
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
    String unknown = unknownExtension();
    if (unknown != null) {
      throw new UndecidedException(name + " may come from extension " + unknown);
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
    for (SchemaObject object : schema.objects()) {
      if (object instanceof GlobalObject.Extension extension && !extension.known()) {
        return extension.name();
      }
    }
    return null;
  }
}
