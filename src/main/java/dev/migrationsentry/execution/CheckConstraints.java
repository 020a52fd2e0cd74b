package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.TableConstraint;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// CHECK constraints of tables.
final class CheckConstraints {
  private final Draft draft;

  CheckConstraints(Draft draft) {
    this.draft = draft;
  }

  /// Adds a constraint to a table.
  ///
  /// @param written the names of the constraints that the same statement has added before; the new
  ///   one's is added
  /// @return the constraint
  Constraint.Check addNew(Table table, TableConstraint.Check check, Set<String> written) {
    if (check.attributes().notEnforced() && draft.major() < 18) {
      throw Errors.syntaxError("enforced", check.span());
    }
    Expressions expressions = new Expressions(draft);
    Expressions.Analysis analysis =
        expressions.analyse(check.condition(), ExpressionPlace.CHECK, table);
    String name = name(table, check, analysis, written);
    written.add(name);
    return add(table, name, check, analysis, true, 0);
  }

  private String name(
      Table table,
      TableConstraint.Check check,
      Expressions.Analysis analysis,
      Set<String> written) {
    Name given = check.name();
    if (given == null) {
      return chosen(table, analysis, written);
    }
    String name = given.stored();
    if (written.contains(name)) {
      throw Refusal.of("42710", "check constraint \"" + name + "\" already exists", given.span());
    }
    if (draft.schema().find(Schema.Space.CONSTRAINT, table.id(), name) != null) {
      throw exists(name, table, given.span());
    }
    return name;
  }

  private String chosen(Table table, Expressions.Analysis analysis, Set<String> written) {
    List<Integer> columns = analysis.columnsOf(table.id());
    String column =
        columns.size() == 1 && table.column(columns.getFirst()) != null
            ? java.util.Objects.requireNonNull(table.column(columns.getFirst())).name()
            : null;
    return new ChosenNames(draft.schema(), table.namespace())
        .constraint(table.name(), column, "check", written);
  }

  static Refusal exists(String name, Table table, Span at) {
    return Refusal.of(
            "42710",
            "constraint \"" + name + "\" for relation \"" + table.name() + "\" already exists",
            at)
        .about(ObjectKind.CONSTRAINT, name, null, List.of(table.name()));
  }

  private Constraint.Check add(
      Table table,
      String name,
      TableConstraint.Check check,
      Expressions.Analysis analysis,
      boolean local,
      int inheritedFrom) {
    if (check.noInherit() && table.kind() == Table.Kind.PARTITIONED) {
      throw Refusal.of(
              "42P16",
              "cannot add NO INHERIT constraint to partitioned table \"" + table.name() + "\"",
              check.span())
          .restingOn(table.name());
    }
    boolean enforced = !check.attributes().notEnforced();
    Constraint.Check constraint =
        draft.create(id ->
            new Constraint.Check(
                id,
                name,
                table.namespace(),
                table.id(),
                check.condition(),
                check.noInherit(),
                local,
                inheritedFrom,
                enforced && !check.attributes().notValid(),
                enforced));
    depend(constraint, analysis);
    return constraint;
  }

  private void depend(Constraint.Check constraint, Expressions.Analysis analysis) {
    boolean onColumn = false;
    for (Resolved.Reference reference : analysis.references()) {
      boolean own = reference.object() == constraint.table();
      onColumn |= own && reference.column() != 0;
      draft.depend(
          new Dependency(
              constraint.id(),
              0,
              reference.object(),
              reference.column(),
              own ? Dependency.Kind.AUTO : Dependency.Kind.NORMAL));
    }
    if (!onColumn) {
      draft.depend(constraint.id(), constraint.table(), Dependency.Kind.AUTO);
    }
  }

  /// Gives a new table the constraints of a parent.
  void inherit(Table table, Table parent) {
    for (Constraint.Check check : draft.schema().belongingTo(parent.id(), Constraint.Check.class)) {
      if (!check.noInherit()) {
        inherit(table, check, check.condition().span());
      }
    }
  }

  /// Gives a child a constraint of its parent, or merges it with the one of that name.
  void inherit(Table table, Constraint.Check check, Span at) {
    SchemaObject own = draft.schema().find(Schema.Space.CONSTRAINT, table.id(), check.name());
    if (own instanceof Constraint.Check same
        && ExpressionText.same(same.condition(), check.condition())) {
      draft.replace(same.from(same.local(), same.inheritedFrom() + 1));
      return;
    }
    if (own != null) {
      throw exists(check.name(), table, at);
    }
    TableConstraint.Check copy =
        new TableConstraint.Check(
            null,
            check.condition(),
            false,
            new dev.migrationsentry.sql.ast.ColumnConstraint.Attributes(
                false, false, !check.validated(), !check.enforced()),
            check.condition().span());
    add(table, check.name(), copy, references(table, check), false, 1);
  }

  /// What the copy of a constraint refers to. Its columns may have got other names since it was
  /// written.
  private Expressions.Analysis references(Table table, Constraint.Check check) {
    return new Expressions.Analysis(
        new DataType.Undecided(),
        CopiedReferences.of(draft, check.id(), draft.get(check.table(), Table.class), table),
        Resolved.Repeatability.PERHAPS);
  }

  /// Gives a table a constraint like one of another table.
  void copy(Table table, Constraint.Check check, Span at) {
    Constraint existing = find(draft.schema(), table.id(), check.name());
    if (existing instanceof Constraint.Check same
        && same.inheritedFrom() > 0
        && ExpressionText.same(same.condition(), check.condition())) {
      draft.replace(same.from(true, same.inheritedFrom()));
      return;
    }
    if (existing != null) {
      throw exists(check.name(), table, at);
    }
    add(
        table,
        check.name(),
        new TableConstraint.Check(
            null,
            check.condition(),
            check.noInherit(),
            new dev.migrationsentry.sql.ast.ColumnConstraint.Attributes(
                false, false, false, !check.enforced()),
            at),
        references(table, check),
        true,
        0);
  }

  /// The constraint of a name, or null.
  static @Nullable Constraint find(Schema schema, int table, String name) {
    return (Constraint) schema.find(Schema.Space.CONSTRAINT, table, name);
  }
}
