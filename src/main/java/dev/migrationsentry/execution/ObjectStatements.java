package dev.migrationsentry.execution;

import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import org.jspecify.annotations.Nullable;

/// The statements that treat objects of many kinds alike.
final class ObjectStatements {
  private ObjectStatements() {}

  static void execute(ObjectStatement statement, Draft draft) {
    switch (statement) {
      case ObjectStatement.Drop drop -> Drops.execute(drop, draft);
      case ObjectStatement.Rename rename -> Renames.execute(rename, draft);
      case ObjectStatement.SetSchema move -> SchemaMoves.execute(move, draft);
      case ObjectStatement.SetOwner owner -> owner(owner, draft);
      case ObjectStatement.Comment comment -> comment(comment, draft);
      case ObjectStatement.SecurityLabel label ->
          throw new Undecided(
              "which providers of security labels are loaded is not known: "
                  + label.object().name());
      case ObjectStatement.DependsOnExtension depends -> dependsOnExtension(depends, draft);
      case ObjectStatement.CreateObject create -> ObjectCreation.execute(create, draft);
      case ObjectStatement.CreateStatistics create -> StatisticsObjects.execute(create, draft);
      case ObjectStatement.AlterObject alter -> ObjectAlteration.execute(alter, draft);
      case ObjectStatement.MoveAll ignored -> {}
      case ObjectStatement.ImportForeignSchema foreign ->
          throw new Undecided("the tables of the server " + foreign.server() + " are not known");
    }
  }

  private static void owner(ObjectStatement.SetOwner statement, Draft draft) {
    ObjectReference reference = statement.object();
    ObjectLookup.Found found;
    switch (reference.kind()) {
      case TABLE, VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE, FOREIGN_TABLE -> {
        Relation relation = alteredRelation(reference, statement.ifExists(), draft);
        if (relation == null) {
          return;
        }
        checkOwnable(relation, statement);
        found = new ObjectLookup.InModel(Address.of(relation));
      }
      default -> {
        Roles.get(draft, statement.role());
        found = new ObjectLookup(draft).find(reference);
      }
    }
    Roles.get(draft, statement.role());
    if (found instanceof ObjectLookup.InModel in) {
      SchemaObject object = draft.get(in.address().object(), SchemaObject.class);
      Owners.change(draft, object, statement.role());
      if (object instanceof Table table) {
        // Its indexes and sequences have the same owner.
        for (Index index : draft.schema().indexes(table.id())) {
          Owners.change(draft, index, statement.role());
        }
      }
      draft.altered(object);
    }
  }

  private static void checkOwnable(Relation relation, ObjectStatement.SetOwner statement) {
    if (relation instanceof Sequence sequence && sequence.ownedBy() != 0) {
      throw Refusal.of(
              "0A000",
              "cannot change owner of sequence \"" + sequence.name() + "\"",
              statement.span())
          .restingOn(sequence.name());
    }
  }

  /// The relation that an ALTER names, or null when it is missing and that is fine.
  ///
  /// @throws Refusal 42P01 when it is missing, 42809 when it is of another kind
  static @Nullable Relation alteredRelation(
      ObjectReference reference, boolean ifExists, Draft draft) {
    Relation relation = draft.names().findRelation(reference.name());
    if (relation == null) {
      if (ifExists && !SystemCatalog.isRelation(draft, reference.name())) {
        return null;
      }
      throw draft.names().missingRelation(reference.name());
    }
    TableAlteration.checkKind(reference.kind(), relation, reference.name().span());
    return relation;
  }

  private static void comment(ObjectStatement.Comment statement, Draft draft) {
    ObjectReference reference = statement.object();
    if (reference.kind() == ObjectKind.DATABASE || reference.kind() == ObjectKind.LARGE_OBJECT) {
      // A missing database is but a warning.
      return;
    }
    ObjectLookup.Found found = new ObjectLookup(draft).find(reference);
    if (reference.kind() == ObjectKind.COLUMN && found instanceof ObjectLookup.InModel in) {
      Relation relation = draft.get(in.address().object(), Relation.class);
      boolean fits =
          relation instanceof Table
              || relation instanceof View
              || relation instanceof dev.migrationsentry.schema.CompositeType;
      if (!fits) {
        throw Refusal.of(
                "42809",
                "cannot set comment on relation \"" + relation.name() + "\"",
                reference.span())
            .detail(
                "This operation is not supported for " + AlterPermissions.plural(relation) + ".");
      }
    }
  }

  private static void dependsOnExtension(
      ObjectStatement.DependsOnExtension statement, Draft draft) {
    ObjectLookup.Found found = new ObjectLookup(draft).find(statement.object());
    Name name = statement.extension();
    GlobalObject.Extension extension = SchemaStatements.extension(draft, name.stored());
    if (extension == null) {
      throw Refusal.of("42704", "extension \"" + name.stored() + "\" does not exist", name.span())
          .about(ObjectKind.EXTENSION, name.stored(), null, java.util.List.of());
    }
    if (found instanceof ObjectLookup.InModel in) {
      var dependency =
          dev.migrationsentry.schema.Dependency.of(
              in.address().object(),
              extension.id(),
              dev.migrationsentry.schema.Dependency.Kind.AUTO);
      if (statement.depends()) {
        draft.depend(dependency);
      } else {
        draft.forget(dependency);
      }
    }
  }
}
