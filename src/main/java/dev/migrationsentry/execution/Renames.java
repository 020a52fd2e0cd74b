package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Change;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.TableAttachment;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;

/// ALTER … RENAME of every kind: the server's `ExecRenameStmt`.
final class Renames {
  private final Draft draft;
  private final ObjectStatement.Rename statement;
  private final String to;

  private Renames(Draft draft, ObjectStatement.Rename statement) {
    this.draft = draft;
    this.statement = statement;
    this.to = statement.to().stored();
  }

  static void execute(ObjectStatement.Rename statement, Draft draft) {
    new Renames(draft, statement).execute();
  }

  private void execute() {
    switch (statement.object().kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE, FOREIGN_TABLE -> relation();
      case COLUMN -> ColumnRenames.execute(statement, draft);
      case CONSTRAINT, DOMAIN_CONSTRAINT -> constraint();
      case TYPE, DOMAIN -> type();
      case SCHEMA -> schema();
      case ROLE -> role();
      case TRIGGER, POLICY, RULE -> attachment();
      case DATABASE, TABLESPACE ->
          throw new Undecided(
              "which " + statement.object().kind().words() + "s the server has is not known");
      default -> other();
    }
  }

  private Span at() {
    return statement.to().span();
  }

  private void replace(SchemaObject object) {
    String old = Descriptions.qualified(draft.schema(), object);
    SchemaObject renamed = object.named(to, object.namespace());
    draft.replace(renamed);
    draft.changed(
        new Change.Renamed(
            Descriptions.kind(object), old, null, Descriptions.qualified(draft.schema(), renamed)));
    draft.schema(draft.schema().withCertain(object.name()).withCertain(to));
  }

  private void relation() {
    ObjectReference reference = statement.object();
    // An index may be renamed as a table, and a table as an index.
    ObjectReference looked =
        reference.kind() == ObjectKind.INDEX
            ? new ObjectReference(ObjectKind.TABLE, reference.name(), null, null, reference.span())
            : reference;
    Relation relation = ObjectStatements.alteredRelation(looked, statement.ifExists(), draft);
    if (relation == null) {
      return;
    }
    if (draft.schema().find(Schema.Space.RELATION, relation.namespace(), to) != null) {
      throw Errors.relationExists(to, at());
    }
    boolean hasType = !(relation instanceof Index || relation instanceof Sequence);
    if (hasType) {
      checkTypeName(relation.namespace());
    }
    replace(relation);
    if (relation instanceof Index index
        && draft.schema().object(index.table()) instanceof Table table) {
      Constraint constraint = ClonedIndexes.constraintOf(draft, table, index);
      if (constraint != null) {
        checkConstraintName(constraint);
        draft.replace(constraint.named(to, constraint.namespace()));
      }
    }
  }

  private void checkTypeName(int namespace) {
    if (draft.schema().find(Schema.Space.TYPE, namespace, to) != null) {
      throw Errors.typeExists(to, at());
    }
  }

  private void checkConstraintName(Constraint constraint) {
    if (CheckConstraints.find(draft.schema(), constraint.table(), to) != null) {
      SchemaObject owner = draft.get(constraint.table(), SchemaObject.class);
      throw Refusal.of(
              "42710",
              "constraint \""
                  + to
                  + "\" for "
                  + (owner instanceof Relation ? "relation" : "domain")
                  + " \""
                  + owner.name()
                  + "\" already exists",
              at())
          .about(ObjectKind.CONSTRAINT, to, null, List.of(owner.name()));
    }
  }

  private void constraint() {
    ObjectReference reference = statement.object();
    QualifiedName owner = reference.table();
    if (owner == null) {
      throw new IllegalStateException("constraint without its table");
    }
    Constraint constraint;
    if (statement.owner() == ObjectKind.DOMAIN) {
      ObjectLookup.Found found =
          new ObjectLookup(draft)
              .find(
                  new ObjectReference(
                      ObjectKind.DOMAIN_CONSTRAINT,
                      reference.name(),
                      null,
                      owner,
                      reference.span()));
      if (!(found instanceof ObjectLookup.InModel in)) {
        return;
      }
      constraint = draft.get(in.address().object(), Constraint.class);
    } else {
      Relation relation =
          ObjectStatements.alteredRelation(
              new ObjectReference(ObjectKind.TABLE, owner, null, null, owner.span()),
              statement.ifExists(),
              draft);
      if (relation == null) {
        return;
      }
      Constraint found =
          CheckConstraints.find(draft.schema(), relation.id(), reference.name().name());
      if (found == null) {
        throw TableProperties.missing(
            ObjectKind.CONSTRAINT, reference.name().parts().getLast(), "table", relation.name());
      }
      constraint = found;
    }
    constraint(constraint);
  }

  private void constraint(Constraint constraint) {
    boolean inherited =
        (constraint instanceof Constraint.Check check && check.inheritedFrom() > 0)
            || (constraint instanceof Constraint.NotNull notNull && notNull.inheritedFrom() > 0);
    if (inherited) {
      throw Refusal.of(
              "42P16", "cannot rename inherited constraint \"" + constraint.name() + "\"", at())
          .restingOn(constraint.name());
    }
    int index =
        switch (constraint) {
          case Constraint.Key key -> key.index();
          case Constraint.Exclude exclude -> exclude.index();
          default -> 0;
        };
    if (index != 0) {
      if (draft.schema().find(Schema.Space.RELATION, constraint.namespace(), to) != null) {
        throw Errors.relationExists(to, at());
      }
      Index own = draft.get(index, Index.class);
      draft.replace(own.named(to, own.namespace()));
    } else {
      checkConstraintName(constraint);
    }
    replace(constraint);
    inheritors(constraint);
  }

  /// The copies of a CHECK or NOT NULL in child tables are renamed too.
  private void inheritors(Constraint constraint) {
    if (!(draft.schema().object(constraint.table()) instanceof Table table)) {
      return;
    }
    for (Table child : draft.schema().children(table.id())) {
      Constraint own = CheckConstraints.find(draft.schema(), child.id(), constraint.name());
      boolean copy =
          (own instanceof Constraint.Check check && check.inheritedFrom() > 0)
              || (own instanceof Constraint.NotNull notNull && notNull.inheritedFrom() > 0);
      if (own != null && copy) {
        draft.replace(own.named(to, own.namespace()));
        inheritors(own);
      }
    }
  }

  private void type() {
    ObjectReference reference = statement.object();
    DataType type = new TypeNames(draft).find(reference.name());
    if (type == null) {
      throw new ObjectLookup(draft).missingType(reference.name());
    }
    String words = new Descriptions(draft).type(type);
    if (!(type instanceof DataType.Created created)) {
      if (type instanceof DataType.Array array) {
        throw Refusal.of("42809", "cannot alter array type " + words, reference.span())
            .hint(
                "You can alter type "
                    + new Descriptions(draft).type(array.element())
                    + ", which will alter the array type as well.");
      }
      draft.doubt("a type that the server came with is renamed");
      return;
    }
    SchemaObject object = draft.get(created.id(), SchemaObject.class);
    if (reference.kind() == ObjectKind.DOMAIN && !(object instanceof UserType.DomainType)) {
      throw Refusal.of("42809", words + " is not a domain", reference.span())
          .restingOn(object.name());
    }
    if (object instanceof Relation && !(object instanceof CompositeType)) {
      throw Refusal.of("42809", words + " is a table's row type", reference.span())
          .hint("Use ALTER TABLE instead.")
          .restingOn(object.name());
    }
    if (object instanceof CompositeType
        && draft.schema().find(Schema.Space.RELATION, object.namespace(), to) != null) {
      throw Errors.relationExists(to, at());
    }
    checkTypeName(object.namespace());
    replace(object);
  }

  private void schema() {
    Namespace namespace =
        draft.names().namespace(statement.object().name().name(), statement.object().span());
    if (draft.schema().namespace(to) != null) {
      throw Refusal.of("42P06", "schema \"" + to + "\" already exists", at())
          .about(ObjectKind.SCHEMA, to, null, List.of());
    }
    if (to.startsWith("pg_")) {
      throw Refusal.of("42939", "unacceptable schema name \"" + to + "\"", at())
          .detail("The prefix \"pg_\" is reserved for system schemas.");
    }
    replace(namespace);
  }

  private void role() {
    Name name = statement.object().name().parts().getLast();
    SchemaObject role = Roles.get(draft, name);
    if (role.name().equals(draft.session().role())) {
      throw Refusal.of("0A000", "session user cannot be renamed", at());
    }
    if (to.startsWith("pg_")) {
      throw Refusal.of("42939", "role name \"" + to + "\" is reserved", at())
          .detail("Role names starting with \"pg_\" are reserved.");
    }
    if (draft.schema().find(Schema.Space.ROLE, 0, to) != null) {
      throw Refusal.of("42710", "role \"" + to + "\" already exists", at())
          .about(ObjectKind.ROLE, to, null, List.of());
    }
    replace(role);
  }

  private void attachment() {
    ObjectReference reference = statement.object();
    QualifiedName table = reference.table();
    if (table == null) {
      throw new IllegalStateException(reference.kind() + " without its table");
    }
    Relation relation = draft.names().findRelation(table);
    if (relation == null) {
      if (statement.ifExists() && reference.kind() == ObjectKind.POLICY) {
        return;
      }
      throw draft.names().missingRelation(table);
    }
    Schema.Space space =
        switch (reference.kind()) {
          case TRIGGER -> Schema.Space.TRIGGER;
          case POLICY -> Schema.Space.POLICY;
          default -> Schema.Space.RULE;
        };
    boolean rule = reference.kind() == ObjectKind.RULE;
    SchemaObject found = draft.schema().find(space, relation.id(), reference.name().name());
    if (rule && found == null) {
      throw missing(reference, relation);
    }
    if (draft.schema().find(space, relation.id(), to) != null) {
      throw Refusal.of(
              "42710",
              reference.kind().words()
                  + " \""
                  + to
                  + "\" for "
                  + (reference.kind() == ObjectKind.POLICY ? "table" : "relation")
                  + " \""
                  + relation.name()
                  + "\" already exists",
              at())
          .about(reference.kind(), to, null, List.of(relation.name()));
    }
    if (found == null) {
      throw missing(reference, relation);
    }
    if (found instanceof TableAttachment.Trigger trigger && trigger.parent() != 0) {
      TableAttachment.Trigger parent = draft.get(trigger.parent(), TableAttachment.Trigger.class);
      throw Refusal.of(
              "0A000",
              "cannot rename trigger \""
                  + trigger.name()
                  + "\" on table \""
                  + relation.name()
                  + "\"",
              at())
          .hint(
              "Rename the trigger on the partitioned table \""
                  + draft.get(parent.table(), Table.class).name()
                  + "\" instead.")
          .restingOn(trigger.name(), relation.name());
    }
    replace(found);
  }

  private static Refusal missing(ObjectReference reference, Relation relation) {
    return TableProperties.missing(
        reference.kind(),
        reference.name().parts().getLast(),
        reference.kind() == ObjectKind.RULE ? "relation" : "table",
        relation.name());
  }

  private void other() {
    ObjectReference reference = statement.object();
    switch (new ObjectLookup(draft).find(reference, statement.ifExists())) {
      case null -> {}
      case ObjectLookup.BuiltIn ignored -> draft.doubt("what the server came with is renamed");
      case ObjectLookup.InModel in -> {
        SchemaObject object = draft.get(in.address().object(), SchemaObject.class);
        NameConflicts.check(draft, object, to, object.namespace(), at());
        replace(object);
      }
    }
  }
}
