package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.TableReference.KnownColumn;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The tables that code describes for queries: `sa.table(…)`, `sa.Table(…)`, what
/// `op.create_table(…)` returns, and their aliases.
final class Tables {
  private final Types types;

  Tables(Types types) {
    this.types = types;
  }

  /// Whether a value is a table or an alias of one.
  static boolean isTable(Value value) {
    return switch (value) {
      case Value.Construct construct ->
          switch (Call.simple(construct.name())) {
            case "table", "Table", "create_table" -> true;
            default -> false;
          };
      case Value.MemberCall call ->
          (call.name().equals("alias") || call.name().startsWith("to")) && isTable(call.of());
      case Value.Member member -> member.name().equals("__table__");
      default -> false;
    };
  }

  /// The table of a value for which [#isTable(Value)] holds.
  TableReference of(Value value, Span at) {
    return switch (value) {
      case Value.Construct construct -> described(construct);
      case Value.MemberCall call when call.name().equals("alias") -> {
        TableReference table = of(call.of(), at);
        Value given = call.arguments().get(0, "name");
        Value.Text alias =
            given == null
                ? Sql.words(Call.simple(table.prefix().text()) + "_1", call.span())
                : Call.nameOf(given, "the alias").sql();
        yield table.as(
            new Sql(call.span()).text(table.sql()).words(" AS ").text(alias).text(), alias);
      }
      case Value.MemberCall call -> of(call.of(), at);
      default -> throw new NotRendered("a table is not known" + Call.because(value));
    };
  }

  private TableReference described(Value.Construct construct) {
    Arguments arguments = construct.arguments();
    List<Value> positional = arguments.positional();
    Value given = positional.isEmpty() ? arguments.get("table_name") : positional.getFirst();
    if (given == null && positional.isEmpty()) {
      given = arguments.get("name");
    }
    if (given == null) {
      throw new NotRendered("a table has no name");
    }
    Name name = Call.nameOf(given, "the name of a table");
    Value schemaValue = arguments.get("schema");
    @Nullable Name schema =
        schemaValue == null || schemaValue instanceof Value.None
            ? null
            : Call.nameOf(schemaValue, "the schema of a table");
    Map<String, KnownColumn> columns = new LinkedHashMap<>();
    boolean complete =
        arguments.uncertain() == null
            && !arguments.named().containsKey("autoload_with")
            && !arguments.named().containsKey("autoload");
    for (Value item : positional.subList(Math.min(1, positional.size()), positional.size())) {
      if (item instanceof Value.Construct column
          && Call.simple(column.name()).equalsIgnoreCase("column")) {
        KnownColumn known = column(column);
        Value key = column.arguments().get("key");
        columns.put(key instanceof Value.Text text ? text.text() : known.name().plain(), known);
      } else if (item instanceof Value.Unknown) {
        complete = false;
      }
    }
    Value.Text sql = Enumerations.qualified(construct.span(), schema, name);
    return new TableReference(sql.text(), sql, sql, columns, complete);
  }

  private KnownColumn column(Value.Construct column) {
    Name name = Call.nameOf(column, "the name of a column");
    SqlType.@Nullable Kind kind = null;
    Value type = column.arguments().get(1, "type_");
    if (type != null) {
      try {
        kind = types.of(type, null, column.span()).kind();
      } catch (NotRendered | PythonError e) {
        kind = null;
      }
    }
    return new KnownColumn(name, kind, column.arguments().get("default"), unwrapped(type));
  }

  /// The type that `as_mutable` stands for.
  private static @Nullable Value unwrapped(@Nullable Value type) {
    return type instanceof Value.MemberCall call
            && call.name().equals("as_mutable")
            && !call.arguments().positional().isEmpty()
        ? call.arguments().positional().getFirst()
        : type;
  }
}
