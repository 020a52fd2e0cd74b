package dev.migrationsentry.execution;

import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.DatabaseStatement;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.Set;

/// Statements of which only the existence of what they name matters here: COMMENT, and CREATE and
/// ALTER of the objects that tables and queries do not ask for; and statements about databases and
/// tablespaces.
final class ObjectStatements {
  private static final Set<ObjectKind> OUTSIDE_OF_SCHEMAS =
      Set.of(
          ObjectKind.ACCESS_METHOD,
          ObjectKind.CAST,
          ObjectKind.EVENT_TRIGGER,
          ObjectKind.FOREIGN_DATA_WRAPPER,
          ObjectKind.LANGUAGE,
          ObjectKind.PUBLICATION,
          ObjectKind.SERVER,
          ObjectKind.SUBSCRIPTION,
          ObjectKind.TRANSFORM,
          ObjectKind.USER_MAPPING);

  private ObjectStatements() {}

  /// COMMENT ON: the object has to be there.
  static void comment(ObjectStatement.Comment statement, Draft draft) {
    new ObjectLookup(draft).find(statement.object(), false);
  }

  /// CREATE of an object whose details do not matter.
  static void create(ObjectStatement.CreateObject statement, Draft draft) {
    ObjectReference object = statement.object();
    for (QualifiedName table : statement.tables()) {
      draft.names().relation(table);
    }
    boolean outside = OUTSIDE_OF_SCHEMAS.contains(object.kind());
    Namespace namespace = outside ? null : draft.names().creationNamespace(object.name());
    String name = object.name().name();
    String qualifier = qualifier(object);
    int scope = namespace == null ? 0 : namespace.id();
    SchemaObject existing =
        draft
            .schema()
            .other(object.kind(), scope, qualifier.isEmpty() ? name : qualifier + " " + name);
    if (existing != null && statement.ifNotExists()) {
      draft.skipped(existing);
      return;
    }
    if (existing != null && !statement.orReplace()) {
      throw Refusal.of(
              "42710",
              object.kind().words() + " \"" + name + "\" already exists",
              object.name().span())
          .about(object.kind(), object.name());
    }
    if (existing == null) {
      draft.created(
          draft.create(
              id -> new GlobalObject.Other(id, object.kind(), name, scope, qualifier, "")));
    }
    if (object.kind() == ObjectKind.OPERATOR || object.kind() == ObjectKind.CAST) {
      String known = object.kind() == ObjectKind.CAST ? "cast" : name;
      draft.schema(
          draft.schema().withUncertain(known, object.kind().words() + "s of its own were made"));
    }
  }

  private static String qualifier(ObjectReference object) {
    StringBuilder qualifier = new StringBuilder();
    if (object.table() != null) {
      qualifier.append(object.table());
    }
    if (object.arguments() != null) {
      for (ObjectReference.Parameter argument : object.arguments()) {
        qualifier.append(argument.type() == null ? "none" : argument.type().name()).append(' ');
      }
    }
    return qualifier.toString().strip();
  }

  /// CREATE and DROP of databases and tablespaces, ALTER SYSTEM: never in a transaction block.
  static void database(DatabaseStatement statement, Draft draft) {
    switch (statement) {
      case DatabaseStatement.Create create ->
          Transactions.forbid(draft, "CREATE " + create.kind().name(), create.span());
      case DatabaseStatement.Drop drop ->
          Transactions.forbid(draft, "DROP " + drop.kind().name(), drop.span());
      case DatabaseStatement.AlterSystem alter ->
          Transactions.forbid(draft, "ALTER SYSTEM", alter.span());
      case DatabaseStatement.Alter ignored -> {}
    }
  }
}
