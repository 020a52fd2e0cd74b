package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.CompositeType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// Stand-alone composite types, and what uses the row type of a relation.
final class CompositeTypes {
  private CompositeTypes() {}

  static void create(TypeStatement.CreateComposite statement, Draft draft) {
    QualifiedName name = statement.type();
    Namespace namespace = draft.names().creationNamespace(name);
    int id = TypeStatements.newId(draft, namespace, name);
    Set<String> seen = new HashSet<>();
    for (CreateTable.ColumnDefinition attribute : statement.attributes()) {
      if (!seen.add(attribute.name().stored())) {
        throw Refusal.of(
            "42701",
            "column \"" + attribute.name().stored() + "\" specified more than once",
            attribute.name().span());
      }
    }
    PVector<Column> columns = TreePVector.empty();
    for (CreateTable.ColumnDefinition attribute : statement.attributes()) {
      columns = columns.plus(column(draft, columns.size() + 1, attribute));
    }
    for (int i = 0; i < columns.size(); i++) {
      checkType(draft, columns.get(i), statement.attributes().get(i));
    }
    if (draft.schema().find(Schema.Space.RELATION, namespace.id(), name.name()) != null) {
      throw Errors.relationExists(name);
    }
    CompositeType type =
        new CompositeType(id, name.name(), namespace.id(), columns, columns.size() + 1);
    draft.replace(type);
    TypeStatements.created(draft, type);
    for (Column column : columns) {
      ColumnTypes.depend(draft, type.id(), column);
    }
  }

  private static Column column(Draft draft, int number, CreateTable.ColumnDefinition attribute) {
    TypeName written = attribute.type();
    if (written == null) {
      throw new Undecided("attribute " + attribute.name() + " has no type");
    }
    DataType type = new TypeNames(draft).resolve(written);
    QualifiedName collation = attribute.collation();
    Column column = Column.plain(number, attribute.name().stored(), type);
    return collation == null
        ? column
        : column.typed(type, Collations.of(draft, collation, type, attribute.span()));
  }

  private static void checkType(
      Draft draft, Column column, CreateTable.ColumnDefinition attribute) {
    TypeName written = attribute.type();
    Span at = written == null ? attribute.span() : written.span();
    if (written != null && written.setOf()) {
      throw Refusal.of("42P16", "column \"" + column.name() + "\" cannot be declared SETOF", at);
    }
    if (TypeStatements.isPseudo(draft, column.type())) {
      throw Refusal.of(
          "42P16",
          "column \""
              + column.name()
              + "\" has pseudo-type "
              + new Descriptions(draft).type(column.type()),
          at);
    }
  }

  /// Refuses a change of a type that a table's column has.
  static void checkUse(Draft draft, Relation type, Span at) {
    boolean table = type instanceof Table;
    checkUse(
        draft,
        type,
        (table ? "table" : "type") + " \"" + type.name() + "\"",
        table ? "uses its row type" : "uses it",
        at);
  }

  /// Refuses a change of something in a type that a table's column has.
  ///
  /// @param changed what is changed: `type "pair"`
  static void checkUse(Draft draft, SchemaObject type, String changed, Span at) {
    checkUse(draft, type, changed, "uses it", at);
  }

  private static void checkUse(
      Draft draft, SchemaObject type, String changed, String how, Span at) {
    // The type of arrays was made with the type itself, and what has it comes first.
    for (boolean arrays : new boolean[] {true, false}) {
      for (Dependency dependency : sorted(draft, type)) {
        checkUse(draft, type, dependency, arrays, changed, how, at);
      }
    }
  }

  private static List<Dependency> sorted(Draft draft, SchemaObject type) {
    List<Dependency> dependencies = new ArrayList<>(draft.schema().dependents(type.id()));
    dependencies.sort(Comparator.comparingInt(Dependency::dependent));
    return dependencies;
  }

  private static void checkUse(
      Draft draft,
      SchemaObject type,
      Dependency dependency,
      boolean arrays,
      String changed,
      String how,
      Span at) {
    if (dependency.referencedColumn() != 0 || dependency.kind() != Dependency.Kind.NORMAL) {
      return;
    }
    SchemaObject user = draft.schema().object(dependency.dependent());
    if (user instanceof UserType.DomainType domain) {
      if (arrays == domain.base() instanceof DataType.Array) {
        checkUse(draft, domain, changed, how, at);
      }
      return;
    }
    Column column =
        user instanceof Relation relation ? relation.column(dependency.dependentColumn()) : null;
    if (user == null || column == null || arrays != column.type() instanceof DataType.Array) {
      return;
    }
    switch (user) {
      case CompositeType composite -> checkUse(draft, composite, changed, how, at);
      case View view when !view.materialized() -> {}
      case Relation relation ->
          throw Refusal.of(
                  "0A000",
                  "cannot alter "
                      + changed
                      + " because column \""
                      + relation.name()
                      + "."
                      + column.name()
                      + "\" "
                      + how,
                  at)
              .restingOn(type.name(), relation.name());
      default -> {}
    }
  }
}
