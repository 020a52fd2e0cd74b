package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Nested;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a definition does to the values of rows: new columns, other types, other expressions of
/// generated columns.
final class ValueChanges {
  private static final Set<String> DISTINCT =
      Set.of(
          "nextval",
          "gen_random_uuid",
          "uuidv4",
          "uuidv7",
          "uuid_generate_v1",
          "uuid_generate_v1mc",
          "uuid_generate_v4");

  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");

  private ValueChanges() {}

  /// Follows the values, and tells the columns that have another type.
  static List<Retyped> follow(Passage passage) {
    List<Retyped> retyped = new ArrayList<>();
    for (Table table : passage.changed(Table.class)) {
      if (passage.after().table(table.id()) == null
          || !(passage.before().now().schema().object(table.id()) instanceof Relation old)) {
        continue;
      }
      for (Column column : table.columns()) {
        Column before = old.column(column.number());
        if (before != null && !before.type().equals(column.type())) {
          retyped.add(retype(passage, table, old, before, column));
        }
      }
      for (Column column : table.columns()) {
        Column before = old.column(column.number());
        boolean regenerated =
            before != null
                && column.generated()
                && before.generated()
                && !Objects.equals(before.defaultValue(), column.defaultValue());
        if (before == null || regenerated) {
          Source source = made(passage, table, column);
          passage.rows(passage.rows().with(table.id(), column.number(), source));
          if (regenerated) {
            passage.rewrites(table.id(), column.number());
          }
        }
      }
    }
    return retyped;
  }

  private static Source made(Passage passage, Table table, Column column) {
    if (column.identity()) {
      return new Source.Made("the value is taken from a sequence", true, true);
    }
    Moment moment = passage.after();
    Expression value = column.defaultValue();
    if (value == null) {
      value = defaultOf(passage, column.type());
    }
    try {
      if (value == null) {
        return new Source.Value(moment.cast(Fragment.text("null"), unconstrained(passage, column)));
      }
      ExpressionSql expressions = new ExpressionSql(moment.types());
      if (!column.generated() && expressions.isVolatile(value)) {
        boolean distinct =
            value instanceof Expression.FunctionCall call && DISTINCT.contains(call.name().name());
        boolean known = value instanceof Expression.FunctionCall;
        return new Source.Made("its default gives each row a value of its own", known, distinct);
      }
      return new Source.Value(
          moment.cast(moment.expression(value, table), unconstrained(passage, column)));
    } catch (NotProbed reason) {
      return new Source.Made(reason.why(), false, false);
    }
  }

  /// A column's type without the conditions of a domain.
  private static DataType unconstrained(Passage passage, Column column) {
    return base(passage, column.type());
  }

  static DataType base(Passage passage, DataType type) {
    return type instanceof DataType.Created created
            && passage.schema().object(created.id()) instanceof UserType.DomainType domain
        ? base(passage, domain.base())
        : type;
  }

  private static @Nullable Expression defaultOf(Passage passage, DataType type) {
    if (type instanceof DataType.Created created
        && passage.schema().object(created.id()) instanceof UserType.DomainType domain) {
      Expression own = domain.defaultValue();
      return own == null ? defaultOf(passage, domain.base()) : own;
    }
    return null;
  }

  private static Retyped retype(
      Passage passage, Table table, Relation old, Column before, Column now) {
    AlterTable.SetType action = action(passage.statement(), old, before.name());
    Expression using = action == null ? null : action.using();
    Fragment value = null;
    NotProbed unknown = null;
    try {
      value =
          using == null
              ? passage.before().value(table.id(), before.number())
              : passage.before().expression(using, old);
    } catch (NotProbed reason) {
      unknown = reason;
    }
    DataType target = base(passage, now.type());
    if (using != null || !holdsTheSame(base(passage, before.type()), target)) {
      Source source;
      try {
        source =
            value == null || unknown != null
                ? new Source.Made(unknown == null ? "" : unknown.why(), false, false)
                : new Source.Value(passage.after().cast(value, target));
      } catch (NotProbed reason) {
        source = new Source.Made(reason.why(), false, false);
      }
      passage.rows(passage.rows().with(table.id(), now.number(), source));
      passage.rewrites(table.id(), now.number());
    }
    return new Retyped(table.id(), before, now, using, value, unknown);
  }

  /// The action that changes a column's type, also in code that the statement runs.
  private static AlterTable.@Nullable SetType action(
      Statement statement, Relation table, String column) {
    List<Statement> statements =
        statement instanceof RoutineStatement.DoBlock
            ? Nested.statements(statement)
            : List.of(statement);
    for (Statement one : statements) {
      if (one instanceof AlterTable alter && alter.table().name().equals(table.name())) {
        for (AlterTable.Action action : alter.actions()) {
          if (action instanceof AlterTable.SetType type && type.column().stored().equals(column)) {
            return type;
          }
        }
      }
    }
    return null;
  }

  /// Whether all values of a type that another one takes are the same in it.
  static boolean holdsTheSame(DataType from, DataType to) {
    if (from.equals(to)) {
      return true;
    }
    if (!(from instanceof DataType.Builtin one) || !(to instanceof DataType.Builtin other)) {
      return false;
    }
    return switch (other.name()) {
      // What is too long is refused, but for spaces at the end.
      case "varchar", "text" -> one.name().equals("varchar") || one.name().equals("text");
      // What is too large is refused.
      case "int2", "int4", "int8" -> INTEGERS.contains(one.name());
      case "varbit" -> one.name().equals("varbit");
      case "numeric" ->
          one.name().equals("numeric")
              && (other.modifiers().isEmpty()
                  || (one.modifiers().size() == 2
                      && other.modifiers().size() == 2
                      && one.modifiers().get(1).equals(other.modifiers().get(1))));
      case "timestamp", "timestamptz", "time", "timetz", "interval" ->
          one.name().equals(other.name()) && other.modifiers().isEmpty();
      default -> false;
    };
  }
}
