package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.List;

/// ALTER of the objects of which little more than existence matters here.
final class ObjectAlteration {
  private ObjectAlteration() {}

  static void execute(ObjectStatement.AlterObject statement, Draft draft) {
    ObjectLookup.Found found =
        new ObjectLookup(draft).find(statement.object(), statement.ifExists());
    if (statement.object().kind() == ObjectKind.PUBLICATION
        && found instanceof ObjectLookup.InModel in) {
      publication(
          statement, draft, draft.get(in.address().object(), GlobalObject.Publication.class));
    }
  }

  private static void publication(
      ObjectStatement.AlterObject statement, Draft draft, GlobalObject.Publication publication) {
    List<Table> named = new ArrayList<>();
    for (QualifiedName name : statement.tables()) {
      Relation relation = draft.names().relation(name);
      if (relation instanceof Table table) {
        named.add(table);
      }
    }
    if (named.isEmpty()) {
      return;
    }
    if (publication.allTables()) {
      throw Refusal.of(
              "55000",
              "publication \"" + publication.name() + "\" is defined as FOR ALL TABLES",
              statement.object().span())
          .detail("Tables cannot be added to or dropped from FOR ALL TABLES publications.")
          .restingOn(publication.name());
    }
    List<Integer> tables = new ArrayList<>(publication.tables());
    boolean drops = statement.action().startsWith("drop");
    if (statement.action().startsWith("set")) {
      tables.clear();
    }
    for (Table table : named) {
      if (drops) {
        if (!tables.remove(Integer.valueOf(table.id()))) {
          throw Refusal.of(
                  "42704",
                  "relation \"" + table.name() + "\" is not part of the publication",
                  statement.span())
              .restingOn(table.name(), publication.name());
        }
      } else {
        if (tables.contains(table.id())) {
          throw Refusal.of(
                  "42710",
                  "relation \""
                      + table.name()
                      + "\" is already member of publication \""
                      + publication.name()
                      + "\"",
                  statement.span())
              .restingOn(table.name(), publication.name());
        }
        tables.add(table.id());
      }
    }
    draft.replace(
        new GlobalObject.Publication(
            publication.id(),
            publication.name(),
            publication.allTables(),
            tables,
            publication.schemas()));
    for (Table table : named) {
      Dependency dependency = Dependency.of(publication.id(), table.id(), Dependency.Kind.NORMAL);
      if (drops) {
        draft.forget(dependency);
      } else {
        draft.depend(dependency);
      }
    }
  }
}
