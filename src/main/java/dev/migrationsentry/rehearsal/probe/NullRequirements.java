package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Columns that take no nulls any more.
final class NullRequirements {
  private NullRequirements() {}

  static void collect(Passage passage) {
    Set<Integer> tables = new HashSet<>(passage.rewrittenTables());
    passage.changed(Table.class).forEach(table -> tables.add(table.id()));
    passage.changed(Constraint.NotNull.class).forEach(one -> tables.add(one.table()));
    for (int id : tables) {
      Table table = passage.after().table(id);
      if (table != null) {
        table.columns().stream()
            .filter(column -> isRequired(passage, table, column))
            .forEach(column -> ask(passage, table, column));
      }
    }
  }

  private static boolean isRequired(Passage passage, Table table, Column column) {
    if (!isNewlyRequired(passage, table, column)) {
      return false;
    }
    // A question to the parent is about the rows of its children too.
    for (Table parent : passage.ancestors(table)) {
      Column inherited = parent.column(column.name());
      if (inherited != null && isNewlyRequired(passage, parent, inherited)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNewlyRequired(Passage passage, Table table, Column column) {
    boolean other = passage.rewritten(table.id()).contains(column.number());
    return takesNoNulls(passage.schema(), table, column.number())
        && (other
            || !takesNoNulls(
                passage.before().now().schema(),
                passage.before().now().schema().object(table.id()),
                column.number()));
  }

  /// Whether all rows of a table have a value in a column.
  static boolean takesNoNulls(Schema schema, @Nullable Object table, int number) {
    if (!(table instanceof Table of)) {
      return false;
    }
    Column column = of.column(number);
    if (column == null || !column.notNull()) {
      return false;
    }
    for (Constraint.NotNull constraint : schema.belongingTo(of.id(), Constraint.NotNull.class)) {
      if (constraint.column() == number && !constraint.validated()) {
        return false;
      }
    }
    return true;
  }

  private static void ask(Passage passage, Table table, Column column) {
    Subject subject = passage.subject(table.id());
    if (subject == null) {
      return;
    }
    String requirement =
        "column " + subject.title(column.number()) + " of " + subject.title() + " takes no nulls";
    Source source = passage.after().source(table.id(), column.number());
    boolean isNew =
        passage.before().now().schema().object(table.id()) instanceof Relation old
            && old.column(column.number()) == null;
    switch (source) {
      case Source.Made made -> {
        if (!made.notNull()) {
          passage.refuse(requirement, new NotProbed(made.why()));
        }
      }
      case Source.Value value when isNew && column.defaultValue() == null && !column.generated() ->
          new Question(
                  passage,
                  subject,
                  ProbeKind.ANY_ROW,
                  "new column "
                      + subject.title(column.number())
                      + " of "
                      + subject.title()
                      + " takes no nulls and has no default")
              .costing(Cost.Access.FIRST_ROW)
              .about(Set.of())
              .rows(subject.conditions("", List.of()), "", false);
      case Source.Value value -> {
        boolean composite =
            column.type() instanceof DataType.Created created
                && passage.schema().object(created.id()) instanceof Relation;
        new Question(passage, subject, ProbeKind.NULLS, requirement)
            .costing(access(subject, column.number()))
            .about(Set.of(column.number()))
            .where(
                Fragment.of(
                    value.sql().grouped(),
                    // A row value IS NULL when all its fields are.
                    composite ? " is not distinct from null" : " is null"));
      }
    }
  }

  private static Cost.Access access(Subject subject, int number) {
    Schema production = subject.moment().production();
    boolean indexed =
        subject.moment().isUnchanged(subject.now().id(), number)
            && production.indexes(subject.known().id()).stream()
                .anyMatch(index -> leads(index, number));
    return indexed ? Cost.Access.INDEX : Cost.Access.FULL_SCAN;
  }

  /// Whether an index finds the nulls of a column.
  private static boolean leads(Index index, int number) {
    return index.valid()
        && index.where() == null
        && index.method().equals("btree")
        && index.keys().getFirst().column() == number;
  }
}
