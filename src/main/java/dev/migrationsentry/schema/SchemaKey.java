package dev.migrationsentry.schema;

import dev.migrationsentry.schema.Schema.Space;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.List;

/// A name by which an object is found.
///
/// @param space where the name is unique
/// @param scope the namespace's id, the table's id for what belongs to a table, 0 for what is
///   global, -1 for lists that have no name
record SchemaKey(Space space, int scope, String name) {
  static final SchemaKey UNKNOWN_EXTENSIONS = new SchemaKey(Space.EXTENSION, -1, "");
  static final SchemaKey NAMESPACES = new SchemaKey(Space.NAMESPACE, -1, "");

  /// All names of an object.
  static List<SchemaKey> of(SchemaObject object) {
    String name = object.name();
    int namespace = object.namespace();
    return switch (object) {
      case Namespace ignored -> List.of(new SchemaKey(Space.NAMESPACE, 0, name), NAMESPACES);
      case Index ignored -> List.of(new SchemaKey(Space.RELATION, namespace, name));
      case Sequence ignored -> List.of(new SchemaKey(Space.RELATION, namespace, name));
      case Relation ignored ->
          List.of(
              new SchemaKey(Space.RELATION, namespace, name),
              new SchemaKey(Space.TYPE, namespace, name));
      case UserType ignored -> List.of(new SchemaKey(Space.TYPE, namespace, name));
      case Routine ignored -> List.of(new SchemaKey(Space.ROUTINE, namespace, name));
      case Constraint constraint ->
          List.of(
              new SchemaKey(Space.CONSTRAINT, constraint.table(), name),
              new SchemaKey(Space.CONSTRAINT_NAME, namespace, name));
      case TableAttachment.Trigger trigger ->
          List.of(new SchemaKey(Space.TRIGGER, trigger.table(), name));
      case TableAttachment.Policy policy ->
          List.of(new SchemaKey(Space.POLICY, policy.table(), name));
      case TableAttachment.RewriteRule rule ->
          List.of(new SchemaKey(Space.RULE, rule.table(), name));
      case GlobalObject.Role ignored -> List.of(new SchemaKey(Space.ROLE, 0, name));
      case GlobalObject.Extension extension ->
          extension.known()
              ? List.of(new SchemaKey(Space.EXTENSION, 0, name))
              : List.of(new SchemaKey(Space.EXTENSION, 0, name), UNKNOWN_EXTENSIONS);
      case GlobalObject.Operator ignored -> List.of(new SchemaKey(Space.OPERATOR, namespace, name));
      case GlobalObject.OperatorClass opclass ->
          List.of(
              new SchemaKey(Space.OPERATOR_CLASS, namespace, opclass.method() + " " + name),
              new SchemaKey(Space.OPERATOR_CLASS, 0, opclass.method()));
      case GlobalObject.Cast cast ->
          List.of(new SchemaKey(Space.CAST, 0, castName(cast.source(), cast.target())));
      case GlobalObject.Statistics ignored ->
          List.of(other(ObjectKind.STATISTICS, namespace, name));
      case GlobalObject.EventTrigger ignored -> List.of(other(ObjectKind.EVENT_TRIGGER, 0, name));
      case GlobalObject.Publication ignored -> List.of(other(ObjectKind.PUBLICATION, 0, name));
      case GlobalObject.Other other ->
          List.of(
              other(
                  other.kind(),
                  namespace,
                  other.qualifier().isEmpty() ? name : other.qualifier() + " " + name));
    };
  }

  /// What a cast is found by.
  static String castName(DataType source, DataType target) {
    return source.unmodified() + " " + target.unmodified();
  }

  /// The name of an object whose kind has no space of its own.
  static SchemaKey other(ObjectKind kind, int namespace, String name) {
    return new SchemaKey(Space.OTHER, namespace, kind.words() + ":" + name);
  }
}
