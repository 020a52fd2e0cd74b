package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;
import java.util.stream.Collectors;

/// Objects in PostgreSQL's words, as its messages name them: `constraint a_fkey on table b`
/// (`pg_describe_object`).
final class Descriptions {
  private final Draft draft;
  private final TypeText types;

  Descriptions(Draft draft) {
    this.draft = draft;
    this.types =
        new TypeText(draft.schema(), object -> draft.names().visible(object, Schema.Space.TYPE));
  }

  /// The kind of an object.
  static ObjectKind kind(SchemaObject object) {
    return switch (object) {
      case Namespace ignored -> ObjectKind.SCHEMA;
      case Table table ->
          table.kind() == Table.Kind.FOREIGN ? ObjectKind.FOREIGN_TABLE : ObjectKind.TABLE;
      case View view -> view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
      case Sequence ignored -> ObjectKind.SEQUENCE;
      case Index ignored -> ObjectKind.INDEX;
      case CompositeType ignored -> ObjectKind.TYPE;
      case UserType.DomainType ignored -> ObjectKind.DOMAIN;
      case UserType ignored -> ObjectKind.TYPE;
      case Routine routine ->
          switch (routine.kind()) {
            case FUNCTION, WINDOW -> ObjectKind.FUNCTION;
            case PROCEDURE -> ObjectKind.PROCEDURE;
            case AGGREGATE -> ObjectKind.AGGREGATE;
          };
      case Constraint ignored -> ObjectKind.CONSTRAINT;
      case TableAttachment.Trigger ignored -> ObjectKind.TRIGGER;
      case TableAttachment.Policy ignored -> ObjectKind.POLICY;
      case TableAttachment.RewriteRule ignored -> ObjectKind.RULE;
      case GlobalObject.Role ignored -> ObjectKind.ROLE;
      case GlobalObject.Extension ignored -> ObjectKind.EXTENSION;
      case GlobalObject.Operator ignored -> ObjectKind.OPERATOR;
      case GlobalObject.OperatorClass ignored -> ObjectKind.OPERATOR_CLASS;
      case GlobalObject.Cast ignored -> ObjectKind.CAST;
      case GlobalObject.Statistics ignored -> ObjectKind.STATISTICS;
      case GlobalObject.EventTrigger ignored -> ObjectKind.EVENT_TRIGGER;
      case GlobalObject.Publication ignored -> ObjectKind.PUBLICATION;
      case GlobalObject.Other other -> other.kind();
    };
  }

  /// An object for people who read changes: with its schema, or for what belongs to a table
  /// `public.users.users_pkey`.
  static String qualified(Schema schema, SchemaObject object) {
    int owner =
        switch (object) {
          case Constraint constraint -> constraint.table();
          case TableAttachment attachment -> attachment.table();
          default -> 0;
        };
    SchemaObject container = schema.object(owner != 0 ? owner : object.namespace());
    if (container == null) {
      return object.name();
    }
    return owner != 0
        ? qualified(schema, container) + "." + object.name()
        : container.name() + "." + object.name();
  }

  /// A name with its schema when the search path does not lead to it, in quotes where needed.
  String name(SchemaObject object, Schema.Space space) {
    String name = Identifiers.quoted(object.name());
    if (draft.names().visible(object, space)) {
      return name;
    }
    SchemaObject namespace = draft.schema().object(object.namespace());
    return namespace == null ? name : Identifiers.quoted(namespace.name()) + "." + name;
  }

  /// A type without modifiers.
  String type(DataType type) {
    return types.bare(type);
  }

  /// A type with modifiers.
  String typeWithModifiers(DataType type) {
    return types.withModifiers(type);
  }

  /// A routine with its input types: `f(integer, text)`.
  String signature(Routine routine) {
    return name(routine, Schema.Space.ROUTINE)
        + "("
        + routine.inputTypes().stream().map(types::bare).collect(Collectors.joining(","))
        + ")";
  }

  /// An object.
  String of(SchemaObject object) {
    return switch (object) {
      case Relation relation -> kindOf(relation) + " " + name(relation, Schema.Space.RELATION);
      case Namespace namespace -> "schema " + namespace.name();
      case UserType type -> "type " + types.bare(new DataType.Created(type.id(), List.of()));
      case Routine routine -> "function " + signature(routine);
      case Constraint constraint ->
          draft.schema().object(constraint.table()) instanceof Relation table
              ? "constraint " + constraint.name() + " on " + of(table)
              : "constraint " + constraint.name() + " on " + owner(constraint.table());
      case TableAttachment.Trigger trigger ->
          "trigger " + trigger.name() + " on " + owner(trigger.table());
      case TableAttachment.Policy policy ->
          "policy " + policy.name() + " on " + owner(policy.table());
      case TableAttachment.RewriteRule rule -> "rule " + rule.name() + " on " + owner(rule.table());
      case GlobalObject.Operator operator ->
          "operator "
              + operator.name()
              + "("
              + (operator.left() == null ? "NONE" : types.bare(operator.left()))
              + ","
              + types.bare(operator.right())
              + ")";
      case GlobalObject.OperatorClass opclass ->
          "operator class " + opclass.name() + " for access method " + opclass.method();
      case GlobalObject.Cast cast ->
          "cast from " + types.bare(cast.source()) + " to " + types.bare(cast.target());
      case GlobalObject.Other other when other.kind() == ObjectKind.OPERATOR_FAMILY ->
          "operator family " + other.name() + " for access method " + other.qualifier();
      case GlobalObject.Other other when other.kind() == ObjectKind.USER_MAPPING ->
          "user mapping for " + other.name() + " on server " + other.qualifier();
      case GlobalObject other -> kind(other).words() + " " + other.name();
    };
  }

  private String owner(int id) {
    SchemaObject object = draft.schema().object(id);
    return object == null ? "???" : of(object);
  }

  private static String kindOf(Relation relation) {
    return switch (relation) {
      case CompositeType ignored -> "composite type";
      default -> kind(relation).words();
    };
  }

  /// A column: `column email of table users`.
  String of(Relation relation, Column column) {
    return "column " + column.name() + " of " + of(relation);
  }
}
