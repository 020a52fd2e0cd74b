package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// DROP of every kind: the server's `RemoveRelations` and `RemoveObjects`.
final class Drops {
  private final Draft draft;
  private final ObjectStatement.Drop statement;

  private Drops(Draft draft, ObjectStatement.Drop statement) {
    this.draft = draft;
    this.statement = statement;
  }

  static void execute(ObjectStatement.Drop statement, Draft draft) {
    Drops drops = new Drops(draft, statement);
    List<Address> targets =
        switch (statement.kind()) {
          case TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE, FOREIGN_TABLE -> drops.relations();
          default -> drops.objects();
        };
    if (!targets.isEmpty()) {
      Removals.drop(draft, targets, statement.behavior(), drops.at());
    }
  }

  private dev.migrationsentry.source.Span at() {
    return statement.objects().getFirst().span();
  }

  private List<Address> relations() {
    if (statement.concurrently()) {
      Transactions.forbid(draft, "DROP INDEX CONCURRENTLY", statement.span());
      if (statement.objects().size() > 1) {
        throw Refusal.of(
            "0A000",
            "DROP INDEX CONCURRENTLY does not support dropping multiple objects",
            statement.span());
      }
      if (statement.behavior() == Behavior.CASCADE) {
        throw Refusal.of(
            "0A000", "DROP INDEX CONCURRENTLY does not support CASCADE", statement.span());
      }
    }
    List<Address> targets = new ArrayList<>();
    for (ObjectReference reference : statement.objects()) {
      Relation relation = relation(reference.name());
      if (relation != null) {
        add(targets, Address.of(relation));
      }
    }
    return targets;
  }

  private @Nullable Relation relation(QualifiedName name) {
    Relation relation = draft.names().findRelation(name);
    if (relation == null) {
      if (SystemCatalog.isRelation(draft, name)) {
        throw Errors.systemCatalog(name);
      }
      if (!statement.ifExists()) {
        throw missing(name);
      }
      // Whatever was uncertain about the name: now it is not there.
      draft.schema(draft.schema().withCertain(name.name()));
      return null;
    }
    ObjectKind kind = Descriptions.kind(relation);
    if (kind != statement.kind()) {
      String article = statement.kind() == ObjectKind.INDEX ? "an " : "a ";
      String own = kind.words();
      throw Errors.wrongKind(
              name.name(), "is not " + article + statement.kind().words(), name.span())
          .hint(
              "Use DROP "
                  + own.toUpperCase(java.util.Locale.ROOT)
                  + " to remove "
                  + (kind == ObjectKind.INDEX ? "an " : "a ")
                  + own
                  + ".");
    }
    if (statement.concurrently()
        && relation instanceof Index index
        && draft.schema().object(index.table()) instanceof Table table
        && table.kind() == Table.Kind.PARTITIONED) {
      throw Refusal.of(
              "0A000",
              "cannot drop partitioned index \"" + index.name() + "\" concurrently",
              name.span())
          .restingOn(index.name());
    }
    return relation;
  }

  private Refusal missing(QualifiedName name) {
    String qualifier = name.qualifier();
    if (qualifier != null && draft.names().findNamespace(qualifier) == null) {
      return Errors.noSchema(qualifier, name.span());
    }
    return Refusal.of(
            statement.kind() == ObjectKind.INDEX ? "42704" : "42P01",
            statement.kind().words() + " \"" + name.name() + "\" does not exist",
            name.span())
        .about(statement.kind(), name);
  }

  private List<Address> objects() {
    List<Address> targets = new ArrayList<>();
    ObjectLookup lookup = new ObjectLookup(draft);
    for (ObjectReference reference : statement.objects()) {
      switch (lookup.find(reference, statement.ifExists())) {
        case null -> draft.schema(draft.schema().withCertain(reference.name().name()));
        case ObjectLookup.BuiltIn builtIn -> {
          checkAggregate(reference, builtIn);
          throw Refusal.of(
              "2BP01",
              "cannot drop " + builtIn.words() + " because it is required by the database system",
              reference.span());
        }
        case ObjectLookup.InModel found -> {
          SchemaObject object = draft.get(found.address().object(), SchemaObject.class);
          checkTarget(reference, object);
          add(targets, found.address());
        }
      }
    }
    return targets;
  }

  private void checkAggregate(ObjectReference reference, ObjectLookup.BuiltIn builtIn) {
    if (reference.kind() != ObjectKind.FUNCTION) {
      return;
    }
    boolean aggregate =
        dev.migrationsentry.builtin.Builtin.of(draft.major())
            .functions(reference.name().name())
            .stream()
            .allMatch(function -> function.kind().isAggregate());
    if (aggregate && !builtIn.words().isEmpty()) {
      throw aggregate(reference);
    }
  }

  private static Refusal aggregate(ObjectReference reference) {
    return Refusal.of(
            "42809",
            "\"" + reference.name().name() + "\" is an aggregate function",
            reference.span())
        .hint("Use DROP AGGREGATE to drop aggregate functions.")
        .restingOn(reference.name().name());
  }

  private void checkTarget(ObjectReference reference, SchemaObject object) {
    if (reference.kind() == ObjectKind.FUNCTION
        && object instanceof Routine routine
        && routine.kind() == Routine.RoutineKind.AGGREGATE) {
      throw aggregate(reference);
    }
    if (object.name().equals(Names.CATALOG) && reference.kind() == ObjectKind.SCHEMA) {
      throw Refusal.of(
          "2BP01",
          "cannot drop schema pg_catalog because it is required by the database system",
          reference.span());
    }
    // A row type goes with its relation only.
    if (reference.kind() == ObjectKind.TYPE
        && object instanceof Relation relation
        && Descriptions.kind(relation) != ObjectKind.TYPE) {
      String words = new Descriptions(draft).of(relation);
      throw Refusal.of(
              "2BP01",
              "cannot drop type "
                  + new Descriptions(draft)
                      .type(
                          new dev.migrationsentry.schema.DataType.Created(relation.id(), List.of()))
                  + " because "
                  + words
                  + " requires it",
              reference.span())
          .hint("You can drop " + words + " instead.")
          .restingOn(relation.name());
    }
  }

  private static void add(List<Address> targets, Address address) {
    if (!targets.contains(address)) {
      targets.add(address);
    }
  }
}
