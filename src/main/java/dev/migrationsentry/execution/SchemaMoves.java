package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogExtension;
import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import java.util.ArrayList;
import java.util.List;

/// ALTER … SET SCHEMA of every kind: the server's `ExecAlterObjectSchemaStmt`.
final class SchemaMoves {
  private final Draft draft;
  private final ObjectStatement.SetSchema statement;

  private SchemaMoves(Draft draft, ObjectStatement.SetSchema statement) {
    this.draft = draft;
    this.statement = statement;
  }

  static void execute(ObjectStatement.SetSchema statement, Draft draft) {
    new SchemaMoves(draft, statement).execute();
  }

  private void execute() {
    switch (statement.object().kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE, FOREIGN_TABLE -> relation();
      case TYPE, DOMAIN -> type();
      case EXTENSION -> extension();
      default -> other();
    }
  }

  private Span at() {
    return statement.schema().span();
  }

  private Namespace target(Namespace old) {
    Namespace target = draft.names().namespace(statement.schema().stored(), at());
    if (old.temporary() || target.temporary()) {
      throw Refusal.of("0A000", "cannot move objects into or out of temporary schemas", at());
    }
    return target;
  }

  private void relation() {
    Relation relation =
        ObjectStatements.alteredRelation(statement.object(), statement.ifExists(), draft);
    if (relation == null) {
      return;
    }
    if (relation instanceof Sequence sequence && sequence.ownedBy() != 0) {
      throw Refusal.of("0A000", "cannot move an owned sequence into another schema", at())
          .detail(
              "Sequence \""
                  + sequence.name()
                  + "\" is linked to table \""
                  + draft.get(sequence.ownedBy(), Relation.class).name()
                  + "\".")
          .restingOn(sequence.name());
    }
    Namespace target = target(draft.get(relation.namespace(), Namespace.class));
    if (target.id() != relation.namespace()) {
      move(relation, target);
    }
  }

  private void move(Relation relation, Namespace target) {
    checkRelation(relation, target);
    boolean hasType = !(relation instanceof Index || relation instanceof Sequence);
    if (hasType) {
      checkType(relation.name(), target);
    }
    replace(relation, target);
    for (Index index : draft.schema().indexes(relation.id())) {
      checkRelation(index, target);
      draft.replace(index.named(index.name(), target.id()));
    }
    for (Constraint constraint : draft.schema().belongingTo(relation.id(), Constraint.class)) {
      draft.replace(constraint.named(constraint.name(), target.id()));
    }
    for (Dependency dependency : new ArrayList<>(draft.schema().dependents(relation.id()))) {
      if (draft.schema().object(dependency.dependent()) instanceof Sequence sequence
          && sequence.ownedBy() == relation.id()
          && sequence.namespace() != target.id()) {
        checkRelation(sequence, target);
        replace(sequence, target);
      }
    }
  }

  private void checkRelation(Relation relation, Namespace target) {
    if (draft.schema().find(Schema.Space.RELATION, target.id(), relation.name()) != null) {
      throw Refusal.of(
              "42P07",
              "relation \""
                  + relation.name()
                  + "\" already exists in schema \""
                  + target.name()
                  + "\"",
              at())
          .about(ObjectKind.TABLE, relation.name(), target.name(), List.of());
    }
  }

  private void checkType(String name, Namespace target) {
    if (draft.schema().find(Schema.Space.TYPE, target.id(), name) != null) {
      throw Refusal.of(
              "42710",
              "type \"" + name + "\" already exists in schema \"" + target.name() + "\"",
              at())
          .about(ObjectKind.TYPE, name, target.name(), List.of());
    }
  }

  private void replace(SchemaObject object, Namespace target) {
    String old = Descriptions.qualified(draft.schema(), object);
    int namespace = object.namespace();
    SchemaObject moved = object.named(object.name(), target.id());
    draft.replace(moved);
    draft.forget(Dependency.of(object.id(), namespace, Dependency.Kind.NORMAL));
    draft.depend(object.id(), target.id(), Dependency.Kind.NORMAL);
    draft.changed(
        new Change.Renamed(
            Descriptions.kind(object), old, null, Descriptions.qualified(draft.schema(), moved)));
  }

  private void type() {
    ObjectReference reference = statement.object();
    DataType type = new TypeNames(draft).find(reference.name());
    if (type == null) {
      throw new ObjectLookup(draft).missingType(reference.name());
    }
    String words = new Descriptions(draft).type(type);
    if (!(type instanceof DataType.Created created)) {
      throw type instanceof DataType.Array
          ? Refusal.of("42809", "cannot alter array type " + words, reference.span())
          : Refusal.of(
              "2BP01",
              "cannot alter type " + words + " because it is required by the database system",
              reference.span());
    }
    SchemaObject object = draft.get(created.id(), SchemaObject.class);
    if (reference.kind() == ObjectKind.DOMAIN && !(object instanceof UserType.DomainType)) {
      throw Refusal.of("42809", words + " is not a domain", reference.span())
          .restingOn(object.name());
    }
    Namespace target = target(draft.get(object.namespace(), Namespace.class));
    if (target.id() == object.namespace()) {
      return;
    }
    checkType(object.name(), target);
    if (object instanceof Relation && !(object instanceof CompositeType)) {
      throw Refusal.of("42809", words + " is a table's row type", reference.span())
          .hint("Use ALTER TABLE instead.")
          .restingOn(object.name());
    }
    replace(object, target);
    for (Constraint constraint : draft.schema().belongingTo(object.id(), Constraint.class)) {
      draft.replace(constraint.named(constraint.name(), target.id()));
    }
  }

  private void other() {
    switch (new ObjectLookup(draft).find(statement.object(), statement.ifExists())) {
      case null -> {}
      case ObjectLookup.BuiltIn builtIn ->
          throw Refusal.of(
              "2BP01",
              "cannot alter " + builtIn.words() + " because it is required by the database system",
              statement.object().span());
      case ObjectLookup.InModel in -> {
        SchemaObject object = draft.get(in.address().object(), SchemaObject.class);
        Namespace target = target(draft.get(object.namespace(), Namespace.class));
        if (target.id() != object.namespace()) {
          NameConflicts.check(draft, object, object.name(), target.id(), at());
          replace(object, target);
        }
      }
    }
  }

  private void extension() {
    String name = statement.object().name().name();
    if (!(new ObjectLookup(draft).find(statement.object()) instanceof ObjectLookup.InModel in)) {
      return;
    }
    GlobalObject.Extension extension =
        draft.get(in.address().object(), GlobalObject.Extension.class);
    Namespace target = draft.names().namespace(statement.schema().stored(), at());
    boolean relocatable =
        Builtin.of(draft.major()).extension(name).map(CatalogExtension::relocatable).orElse(true);
    if (!relocatable) {
      throw Refusal.of("0A000", "extension \"" + name + "\" does not support SET SCHEMA", at())
          .restingOn(name);
    }
    for (Dependency dependency : new ArrayList<>(draft.schema().dependents(extension.id()))) {
      SchemaObject member = draft.schema().object(dependency.dependent());
      if (member != null
          && dependency.kind() == Dependency.Kind.EXTENSION
          && member.namespace() == extension.schema()) {
        replace(member, target);
      }
    }
    draft.replace(
        new GlobalObject.Extension(
            extension.id(), extension.name(), target.id(), extension.known()));
    draft.forget(Dependency.of(extension.id(), extension.schema(), Dependency.Kind.NORMAL));
    draft.depend(extension.id(), target.id(), Dependency.Kind.NORMAL);
  }
}
