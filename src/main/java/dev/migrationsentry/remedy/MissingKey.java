package dev.migrationsentry.remedy;

import dev.migrationsentry.remedy.Prerequisite.Nature;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TableConstraint;
import dev.migrationsentry.timeline.Nested;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The unique index that a foreign key needs on the columns that it refers to.
final class MissingKey {
  private MissingKey() {}

  private record Reference(QualifiedName table, List<Name> columns) {}

  /// The index for a foreign key that is refused; null where it names no columns.
  static @Nullable Prerequisite of(ServerError error, Statement statement) {
    for (Reference reference : references(statement)) {
      if (error.message().contains('"' + reference.table().name() + '"')
          && !reference.columns().isEmpty()) {
        return index(reference);
      }
    }
    return null;
  }

  private static List<Reference> references(Statement statement) {
    List<Statement> all = new ArrayList<>(Nested.statements(statement));
    all.add(statement);
    List<Reference> found = new ArrayList<>();
    for (Statement one : all) {
      switch (one) {
        case CreateTable create -> create.elements().forEach(element -> element(element, found));
        case AlterTable alter -> {
          for (AlterTable.Action action : alter.actions()) {
            switch (action) {
              case AlterTable.AddColumn add -> element(add.column(), found);
              case AlterTable.AddConstraint add -> element(add.constraint(), found);
              case AlterTable.Action ignored -> {}
            }
          }
        }
        case Statement ignored -> {}
      }
    }
    return found;
  }

  private static void element(CreateTable.Element element, List<Reference> found) {
    switch (element) {
      case CreateTable.ColumnDefinition column -> {
        for (ColumnConstraint constraint : column.constraints()) {
          if (constraint instanceof ColumnConstraint.References references) {
            found.add(new Reference(references.table(), references.columns()));
          }
        }
      }
      case TableConstraint.ForeignKey key ->
          found.add(new Reference(key.table(), key.referenced()));
      case CreateTable.Element ignored -> {}
    }
  }

  private static Prerequisite index(Reference reference) {
    String table = SqlTexts.name(reference.table());
    List<String> columns =
        reference.columns().stream().map(column -> Identifiers.quoted(column.stored())).toList();
    String name =
        Name.truncate(
            reference.table().name()
                + "_"
                + String.join("_", reference.columns().stream().map(Name::stored).toList())
                + "_key");
    List<String> same = new ArrayList<>();
    columns.forEach(column -> same.add(column));
    return new Prerequisite(
        Nature.KEY,
        "unique index on " + reference.table().name() + " (" + String.join(", ", columns) + ")",
        "The foreign key refers to these columns, and no unique index stands on them at that time.",
        List.of(
            "create unique index if not exists "
                + Identifiers.quoted(name)
                + " on "
                + table
                + " ("
                + String.join(", ", columns)
                + ")"),
        List.of(),
        List.of("drop index if exists " + Identifiers.quoted(name)),
        SqlTexts.relationIsThere(Identifiers.quoted(name)),
        List.of(
            "It fails where rows share these values. Look first: select "
                + String.join(", ", same)
                + ", count(*) from "
                + table
                + " group by "
                + String.join(", ", same)
                + " having count(*) > 1;"));
  }
}
