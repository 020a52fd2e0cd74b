package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How PostgreSQL finds objects by their names (manual, section 5.10.3): the schemas of
/// `search_path` that exist, before them the connection's temporary schema and `pg_catalog` unless
/// they are named.
final class Names {
  /// What the connection's own temporary schema is called in names.
  static final String TEMPORARY_ALIAS = "pg_temp";

  /// The name of the temporary schema itself, as the first connection of a server has it.
  static final String TEMPORARY = "pg_temp_0";

  static final String CATALOG = "pg_catalog";

  private final Draft draft;
  private final List<Integer> path = new ArrayList<>();
  private int creation;
  private boolean temporaryFirst;

  Names(Draft draft) {
    this.draft = draft;
    Schema schema = draft.schema();
    Namespace temporary = schema.namespace(TEMPORARY);
    Namespace catalog = schema.namespace(CATALOG);
    boolean namesTemporary = false;
    for (String written : draft.session().searchPath()) {
      if (written.equals(TEMPORARY_ALIAS)) {
        namesTemporary = true;
        if (path.isEmpty() && creation == 0) {
          temporaryFirst = true;
        }
        if (temporary != null) {
          add(temporary);
        }
        continue;
      }
      String name = written.equals("$user") ? draft.session().role() : written;
      Namespace namespace = schema.namespace(name);
      if (namespace != null) {
        if (creation == 0) {
          creation = namespace.id();
        }
        add(namespace);
      }
    }
    if (catalog != null && !path.contains(catalog.id())) {
      path.addFirst(catalog.id());
    }
    if (temporary != null && !namesTemporary) {
      path.addFirst(temporary.id());
    }
  }

  private void add(Namespace namespace) {
    if (!path.contains(namespace.id())) {
      path.add(namespace.id());
    }
  }

  /// The ids of the namespaces that are searched, in this order.
  List<Integer> path() {
    return path;
  }

  /// Whether an object is found by its bare name.
  boolean visible(SchemaObject object, Schema.Space space) {
    for (int namespace : path) {
      if (namespace == object.namespace()) {
        return true;
      }
      if (draft.schema().find(space, namespace, object.name()) != null) {
        return false;
      }
    }
    return false;
  }

  /// The namespace of a qualifier, or null.
  @Nullable Namespace findNamespace(String name) {
    return draft.schema().namespace(name.equals(TEMPORARY_ALIAS) ? TEMPORARY : name);
  }

  /// The namespace of a name.
  ///
  /// @throws Refusal 3F000 when there is none
  Namespace namespace(String name, Span at) {
    Namespace namespace = findNamespace(name);
    if (namespace == null) {
      throw Errors.noSchema(name, at);
    }
    return namespace;
  }

  /// The first object of a name that the search path leads to, or null; with a qualifier the one in
  /// that namespace, or null when that does not exist.
  @Nullable SchemaObject find(Schema.Space space, QualifiedName name) {
    return find(space, name.qualifier(), name.name());
  }

  @Nullable SchemaObject find(Schema.Space space, @Nullable String qualifier, String name) {
    if (qualifier != null) {
      Namespace namespace = findNamespace(qualifier);
      return namespace == null ? null : draft.schema().find(space, namespace.id(), name);
    }
    for (int namespace : path) {
      SchemaObject found = draft.schema().find(space, namespace, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// All objects of a name in the order of the search path: routines and operators.
  List<SchemaObject> findAll(Schema.Space space, QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null) {
      Namespace namespace = findNamespace(qualifier);
      return namespace == null
          ? List.of()
          : draft.schema().findAll(space, namespace.id(), name.name());
    }
    List<SchemaObject> found = new ArrayList<>();
    for (int namespace : path) {
      found.addAll(draft.schema().findAll(space, namespace, name.name()));
    }
    return found;
  }

  /// The object of a kind that has no space of its own, or null.
  @Nullable SchemaObject findOther(ObjectKind kind, QualifiedName name, String qualifier) {
    String key = qualifier.isEmpty() ? name.name() : qualifier + " " + name.name();
    String schemaName = name.qualifier();
    if (schemaName != null) {
      Namespace namespace = findNamespace(schemaName);
      return namespace == null ? null : draft.schema().other(kind, namespace.id(), key);
    }
    for (int namespace : path) {
      SchemaObject found = draft.schema().other(kind, namespace, key);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /// The relation of a name, or null.
  @Nullable Relation findRelation(QualifiedName name) {
    return (Relation) find(Schema.Space.RELATION, name);
  }

  /// The relation of a name.
  ///
  /// @throws Refusal 3F000 when its schema, 42P01 when the relation does not exist
  Relation relation(QualifiedName name) {
    Relation relation = findRelation(name);
    if (relation == null) {
      throw missingRelation(name);
    }
    return relation;
  }

  /// The refusal of a relation that does not exist: of its schema first.
  RuntimeException missingRelation(QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null && findNamespace(qualifier) == null) {
      return Errors.noSchema(qualifier, name.span());
    }
    return SystemCatalog.isRelation(draft, name)
        ? Errors.systemCatalog(name)
        : Errors.noRelation(name);
  }

  /// The namespace in which an object of a name is created.
  ///
  /// @throws Refusal 3F000 when it does not exist or none is selected
  Namespace creationNamespace(QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null) {
      return qualifier.equals(TEMPORARY_ALIAS) ? temporary() : namespace(qualifier, name.span());
    }
    return creationNamespace(name.span());
  }

  /// Whether there is a namespace in which an object is created that is named without one.
  boolean selectsNamespace() {
    return temporaryFirst || creation != 0;
  }

  /// The namespace in which an object is created that is named without one.
  ///
  /// @throws Refusal 3F000 when none is selected
  Namespace creationNamespace(Span at) {
    if (temporaryFirst) {
      return temporary();
    }
    if (creation == 0) {
      throw Errors.noSchemaSelected(at);
    }
    return draft.get(creation, Namespace.class);
  }

  /// The connection's temporary namespace, which is made when it is first needed.
  Namespace temporary() {
    Namespace temporary = draft.schema().namespace(TEMPORARY);
    return temporary != null ? temporary : draft.create(id -> new Namespace(id, TEMPORARY, true));
  }
}
