package dev.migrationsentry.ledger;

import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.configuration.ConfigurationProblem;
import dev.migrationsentry.configuration.Requirement;
import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.ledger.RequiredObject.State;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Description;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Looks for the objects that a configuration requires. A name without a schema means what it means
/// to the role that looked: its search path is searched.
final class RequiredObjects {
  private static final String SCRATCH = "migration_sentry_required";

  private final LiveWorld live;
  private final Database database;
  private final Schema schema;

  private RequiredObjects(LiveWorld live) {
    this.live = live;
    this.database = live.schema().database();
    this.schema = database.schema();
  }

  /// Looks for each of them.
  ///
  /// @throws ConfigurationProblem when a type is required that the database does not know
  static List<RequiredObject> in(LiveWorld live, List<Requirement> requirements) {
    RequiredObjects objects = new RequiredObjects(live);
    return requirements.stream().map(objects::look).toList();
  }

  private RequiredObject look(Requirement requirement) {
    String wrong =
        switch (requirement.kind()) {
          case COLUMN -> column(requirement);
          case TABLE -> table(requirement);
          case INDEX -> index(requirement);
          case UNIQUE -> unique(requirement);
          case CONSTRAINT -> constraint(requirement);
          case EXTENSION -> extension(requirement);
          case ENUM_VALUE -> enumValue(requirement);
        };
    if (wrong == null) {
      return new RequiredObject(requirement, State.PRESENT, "");
    }
    if (wrong.startsWith(MISSING)) {
      return missing(requirement, wrong.substring(MISSING.length()));
    }
    return new RequiredObject(requirement, State.DIFFERENT, said(requirement, wrong));
  }

  /// What a clause begins with when the object is not there at all.
  private static final String MISSING = "is missing";

  /// What the model could not take of the database may be the very object.
  private RequiredObject missing(Requirement requirement, String clause) {
    for (String failed : live.schema().failed()) {
      String table = requirement.table();
      if (failed.contains(requirement.name()) && (table == null || failed.contains(table))) {
        return new RequiredObject(
            requirement,
            State.UNKNOWN,
            said(requirement, "can't be judged: this was not understood: " + failed));
      }
    }
    return new RequiredObject(requirement, State.MISSING, said(requirement, MISSING + clause));
  }

  private static String said(Requirement requirement, String clause) {
    String kind = requirement.kind().words();
    return "Required "
        + kind
        + " "
        + requirement.text()
        + " "
        + clause
        + " ("
        + requirement.place()
        + ").";
  }

  private @Nullable String column(Requirement required) {
    String table = Objects.requireNonNull(required.table());
    List<Relation> relations = relations(required.schema(), table);
    if (relations.isEmpty()) {
      return MISSING
          + ": there is no table "
          + table
          + where(required.schema())
          + elsewhere(table, null);
    }
    Column column = relations.getFirst().column(required.name());
    if (column == null) {
      return MISSING
          + ": "
          + shown(relations.getFirst())
          + " has no such column"
          + elsewhere(table, required.name());
    }
    String type = required.type();
    Column wanted = type == null ? null : wanted(required, type);
    if (wanted != null && !wanted.type().equals(column.type())) {
      return "has another type: "
          + words(shown(relations.getFirst()), column)
          + ", required is "
          + type;
    }
    boolean notNull = wanted != null && wanted.notNull();
    Boolean nullable = required.nullable();
    if ((notNull || Boolean.FALSE.equals(nullable)) && !column.notNull()) {
      return "may be null, and is required not to be";
    }
    return Boolean.TRUE.equals(nullable) && column.notNull()
        ? "is NOT NULL, and is required to accept null"
        : null;
  }

  /// A column of a type, made by the model, so that it means what it means in SQL.
  private Column wanted(Requirement required, String type) {
    List<Statement> statements =
        SqlReader.read(
            new SourceFile(
                required.place(),
                "create temporary table " + SCRATCH + " (required " + type + ")"));
    if (statements.size() == 1
        && Executor.execute(statements.getFirst(), database) instanceof Outcome.Done done) {
      for (SchemaObject object : done.after().schema().objects()) {
        if (object instanceof Table table && table.name().equals(SCRATCH)) {
          Column column = table.column("required");
          if (column != null && table.columns().size() == 1) {
            return column;
          }
        }
      }
    }
    throw new ConfigurationProblem(
        required.place() + " The type " + type + " is not known to " + live.name() + ".");
  }

  private String words(String relation, Column column) {
    String start = "column " + relation + ".";
    for (String line : Description.of(schema)) {
      if (line.startsWith(start + column.name() + " ")
          || line.startsWith(start + "\"" + column.name() + "\" ")) {
        return line.substring(line.indexOf(' ', start.length()) + 1);
      }
    }
    return column.type().toString();
  }

  private @Nullable String table(Requirement required) {
    boolean there =
        relations(required.schema(), required.name()).stream()
            .anyMatch(relation -> relation instanceof Table || relation instanceof View);
    return there ? null : MISSING + where(required.schema()) + elsewhere(required.name(), null);
  }

  private @Nullable String index(Requirement required) {
    for (Relation relation : relations(required.schema(), required.name())) {
      if (relation instanceof Index index) {
        return index.valid()
            ? null
            : "is there and invalid: a CREATE INDEX CONCURRENTLY has failed; drop it and create it again";
      }
    }
    return MISSING + where(required.schema());
  }

  private @Nullable String unique(Requirement required) {
    if (required.columns().isEmpty()) {
      for (Namespace namespace : namespaces(required.schema())) {
        SchemaObject named =
            schema.find(Schema.Space.CONSTRAINT_NAME, namespace.id(), required.name());
        if (named instanceof Constraint.Key
            || (schema.relation(namespace.id(), required.name()) instanceof Index index
                && index.unique()
                && index.valid())) {
          return null;
        }
      }
      return MISSING + where(required.schema());
    }
    String table = Objects.requireNonNull(required.table());
    List<Relation> relations = relations(required.schema(), table);
    if (relations.isEmpty()) {
      return MISSING + ": there is no table " + table + where(required.schema());
    }
    Relation relation = relations.getFirst();
    Set<Integer> columns = new HashSet<>();
    for (String name : required.columns()) {
      Column column = relation.column(name);
      if (column == null) {
        return MISSING + ": " + shown(relation) + " has no column " + name;
      }
      columns.add(column.number());
    }
    for (Index index : schema.indexes(relation.id())) {
      Set<Integer> keys = new HashSet<>();
      index.keys().forEach(key -> keys.add(key.column()));
      if (index.unique() && index.valid() && index.where() == null && keys.equals(columns)) {
        return null;
      }
    }
    return MISSING
        + ": no primary key, unique constraint or whole unique index of "
        + shown(relation)
        + " has just these columns";
  }

  private @Nullable String constraint(Requirement required) {
    String table = required.table();
    if (table == null) {
      for (Namespace namespace : namespaces(required.schema())) {
        if (schema.find(Schema.Space.CONSTRAINT_NAME, namespace.id(), required.name())
            instanceof Constraint constraint) {
          return validated(constraint);
        }
      }
      return MISSING + where(required.schema());
    }
    for (Relation relation : relations(required.schema(), table)) {
      if (schema.find(Schema.Space.CONSTRAINT, relation.id(), required.name())
          instanceof Constraint constraint) {
        return validated(constraint);
      }
    }
    return MISSING;
  }

  private static @Nullable String validated(Constraint constraint) {
    return constraint.validated()
        ? null
        : "is there and not valid: rows from before may break it; run ALTER TABLE … VALIDATE CONSTRAINT";
  }

  private @Nullable String extension(Requirement required) {
    Snapshot snapshot = live.snapshot();
    if (snapshot.extensions().stream().anyMatch(one -> one.name().equals(required.name()))) {
      return null;
    }
    return snapshot.availableExtensions().contains(required.name())
        ? MISSING + ": the server has it, and CREATE EXTENSION was not run here"
        : MISSING + ": the server does not have it";
  }

  private @Nullable String enumValue(Requirement required) {
    String name = Objects.requireNonNull(required.table());
    for (Namespace namespace : namespaces(required.schema())) {
      if (schema.find(Schema.Space.TYPE, namespace.id(), name) instanceof UserType.EnumType type) {
        return type.labels().contains(required.name())
            ? null
            : MISSING + ": " + name + " has " + String.join(", ", type.labels());
      }
    }
    return MISSING + ": there is no enum type " + name + where(required.schema());
  }

  private List<Relation> relations(@Nullable String namespace, String name) {
    List<Relation> found = new ArrayList<>();
    for (Namespace one : namespaces(namespace)) {
      Relation relation = schema.relation(one.id(), name);
      if (relation != null) {
        found.add(relation);
      }
    }
    return found;
  }

  private List<Namespace> namespaces(@Nullable String name) {
    List<Namespace> found = new ArrayList<>();
    for (String one : name == null ? searchPath() : List.of(name)) {
      Namespace namespace = schema.namespace(one);
      if (namespace != null) {
        found.add(namespace);
      }
    }
    return found;
  }

  private List<String> searchPath() {
    Snapshot.Role role = live.snapshot().role();
    return role.searchPath().stream()
        .map(schema -> schema.equals("$user") ? role.name() : schema)
        .toList();
  }

  private static String where(@Nullable String namespace) {
    return namespace == null ? "" : " in schema " + namespace;
  }

  private String shown(Relation relation) {
    SchemaObject namespace = schema.object(relation.namespace());
    return (namespace == null ? "" : namespace.name() + ".") + relation.name();
  }

  /// Where else there is a table of the name, or one with the column.
  private String elsewhere(String table, @Nullable String column) {
    List<String> places = new ArrayList<>();
    for (Namespace namespace : schema.namespaces()) {
      Relation relation = schema.relation(namespace.id(), table);
      boolean here = searchPath().contains(namespace.name());
      if (relation != null && !here && (column == null || relation.column(column) != null)) {
        places.add(shown(relation) + (column == null ? "" : "." + column));
      }
    }
    return places.isEmpty()
        ? ""
        : "; there is "
            + String.join(", ", places)
            + ", which the name without a schema does not mean";
  }
}
