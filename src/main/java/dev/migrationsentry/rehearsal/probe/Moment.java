package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.execution.ExpressionWalk;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A moment in the pending migrations: the database as the model has it then, and what has become
/// of production's rows.
record Moment(Schema production, Database now, RowState rows) {

  ProductionTypes types() {
    return new ProductionTypes(production, now);
  }

  /// The relation that holds the rows of a relation in production, or null when they are not
  /// production's: it is new, or foreign, or not stored.
  @Nullable Relation inProduction(int id) {
    return switch (production.object(id)) {
      case Table table when table.kind() != Table.Kind.FOREIGN -> table;
      case View view when view.materialized() -> view;
      case null, default -> null;
    };
  }

  /// The table of an id as it is now, if its rows are those of a table in production.
  @Nullable Table table(int id) {
    return inProduction(id) != null && now.schema().object(id) instanceof Table table
        ? table
        : null;
  }

  /// What a column holds now.
  ///
  /// @throws NotProbed when that does not follow from the row in production
  Fragment value(int table, int number) {
    return switch (source(table, number)) {
      case Source.Value value -> value.sql();
      case Source.Made made -> throw new NotProbed(made.why());
    };
  }

  /// Where the values of a column come from.
  Source source(int table, int number) {
    Source changed = rows.source(table, number);
    if (changed != null) {
      return changed;
    }
    Relation known = inProduction(table);
    Column column = known == null ? null : known.column(number);
    return column == null
        ? new Source.Made("production does not have the column", false, false)
        : new Source.Value(Fragment.column(column.name()));
  }

  /// Whether a column holds what it holds in production.
  boolean isUnchanged(int table, int number) {
    Relation known = inProduction(table);
    return rows.source(table, number) == null && known != null && known.column(number) != null;
  }

  /// An expression about a row.
  ///
  /// @param names the table with the names that the expression uses
  /// @throws NotProbed when it can't be asked of production
  Fragment expression(Expression expression, Relation names) {
    return new ExpressionSql(types()).of(expression, columns(names, names.name()));
  }

  /// The same where the table may have an alias.
  Fragment expression(Expression expression, Relation names, @Nullable Name alias) {
    return new ExpressionSql(types())
        .of(expression, columns(names, alias == null ? names.name() : alias.stored()));
  }

  private Function<Expression.ColumnReference, Fragment> columns(Relation names, String alias) {
    return reference -> {
      Column column = column(reference, names, alias);
      Fragment value = value(names.id(), column.number()).grouped();
      return types().isNewEnum(column.type()) ? asText(value, column.type()) : value;
    };
  }

  private static Fragment asText(Fragment value, DataType type) {
    return Fragment.of(value, type instanceof DataType.Array ? "::text[]" : "::text");
  }

  private static Column column(Expression.ColumnReference reference, Relation names, String alias) {
    List<Name> parts = reference.parts();
    Column column = names.column(parts.getLast().stored());
    boolean own = parts.size() == 1 || parts.get(parts.size() - 2).stored().equals(alias);
    if (column == null || !own) {
      throw new NotProbed("what " + reference.span().text() + " means is not known");
    }
    return column;
  }

  /// The numbers of the columns that an expression mentions.
  static Set<Integer> columns(Expression expression, Relation names) {
    Set<Integer> numbers = new HashSet<>();
    for (Expression.ColumnReference reference : ExpressionWalk.columns(expression)) {
      Column column = names.column(reference.parts().getLast().stored());
      if (column != null) {
        numbers.add(column.number());
      }
    }
    return numbers;
  }

  /// The table with the names that an object's expressions use.
  @Nullable Relation namesFor(int object, int table) {
    Relation written = rows.writtenFor().get(object);
    if (written != null) {
      return written;
    }
    return production.object(object) != null && production.object(table) instanceof Relation known
        ? known
        : now.schema().object(table) instanceof Relation relation ? relation : null;
  }

  /// A value as another type.
  Fragment cast(Fragment value, DataType type) {
    return Fragment.of(value.grouped(), "::", types().sql(type));
  }
}
