package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.TableReference.KnownColumn;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `table.insert()` and `op.bulk_insert(…)` to INSERT.
final class Inserts {
  private final Queries queries;
  private final Tables tables;

  Inserts(Queries queries, Tables tables) {
    this.queries = queries;
    this.tables = tables;
  }

  /// The SQL of a chain that begins with `insert`.
  ///
  /// @param passed the rows that are passed when it is executed
  Value.Text render(Chain chain, List<Value> passed) {
    Value target = chain.table();
    if (target == null || !Tables.isTable(target)) {
      throw new NotRendered("the table of insert is not known");
    }
    Span at = chain.span();
    TableReference table = tables.of(target, at);
    List<Map<String, Value>> rows = new ArrayList<>();
    Value given = chain.first().get(0, "values");
    if (given != null) {
      rows.addAll(rows(Arguments.of(given)));
    }
    Value.@Nullable Text select = null;
    List<Value.Text> returning = new ArrayList<>();
    Value.@Nullable Text conflict = null;
    for (Value.MemberCall step : chain.steps()) {
      switch (step.name()) {
        case "values" -> rows.addAll(rows(step.arguments()));
        case "from_select" -> select = fromSelect(step, at);
        case "returning" ->
            returning.addAll(
                Expressions.sqlOf(queries.expressions().all(step.arguments().positional(), at)));
        case "on_conflict_do_nothing", "on_conflict_do_update" -> conflict = conflict(table, step);
        case "inline", "execution_options" -> {}
        default -> throw new NotRendered("the method " + step.name() + " of insert is not known");
      }
    }
    for (Value row : passed) {
      rows.add(Changes.assignments(Arguments.of(row)));
    }
    Sql sql = new Sql(at).words("INSERT INTO ").text(table.sql());
    if (select != null) {
      sql.words(" ").text(select);
    } else {
      sql.text(values(table, rows, at));
    }
    if (conflict != null) {
      sql.text(conflict);
    }
    if (!returning.isEmpty()) {
      sql.words(" RETURNING ").joined(", ", returning);
    }
    return sql.text();
  }

  /// The statement of `op.bulk_insert`, with all rows in one, as SQLAlchemy 2 sends them.
  Value.Text bulk(Value target, List<Value> given, Span at) {
    if (!Tables.isTable(target)) {
      throw new NotRendered("the table of op.bulk_insert is not known" + Call.because(target));
    }
    TableReference table = tables.of(target, at);
    List<Map<String, Value>> rows = new ArrayList<>();
    for (Value row : given) {
      if (!(row instanceof Value.Mapping)) {
        throw new NotRendered("a row of op.bulk_insert is not known" + Call.because(row));
      }
      rows.add(Changes.assignments(Arguments.of(row)));
    }
    return new Sql(at).words("INSERT INTO ").text(table.sql()).text(values(table, rows, at)).text();
  }

  private static List<Map<String, Value>> rows(Arguments arguments) {
    List<Map<String, Value>> rows = new ArrayList<>();
    if (arguments.positional().size() == 1
        && arguments.positional().getFirst() instanceof Value.Sequence sequence) {
      for (Value row : Call.items(sequence, "the rows")) {
        if (!(row instanceof Value.Mapping)) {
          throw new NotRendered("a row of an INSERT is no dictionary" + Call.because(row));
        }
        rows.add(Changes.assignments(Arguments.of(row)));
      }
      return rows;
    }
    Map<String, Value> row = Changes.assignments(arguments);
    return row.isEmpty() ? List.of() : List.of(row);
  }

  private Value.Text values(TableReference table, List<Map<String, Value>> rows, Span at) {
    if (rows.isEmpty()) {
      return Sql.words(" DEFAULT VALUES", at);
    }
    List<Value.Text> names = new ArrayList<>();
    List<Value.Text> lists = new ArrayList<>();
    for (Map<String, Value> row : rows) {
      Map<KnownColumn, Value> ordered = Changes.ordered(table, withDefaults(table, row), at);
      List<Value.Text> values = new ArrayList<>();
      ordered.forEach((column, value) -> values.add(queries.assigned(column, value, at).sql()));
      List<Value.Text> columns =
          ordered.keySet().stream().map(column -> column.name().sql()).toList();
      if (names.isEmpty()) {
        names = columns;
      } else if (!plain(names).equals(plain(columns))) {
        throw new NotRendered("the rows of an INSERT have different columns");
      }
      lists.add(new Sql(at).words("(").joined(", ", values).words(")").text());
    }
    return new Sql(at)
        .words(" (")
        .joined(", ", names)
        .words(") VALUES ")
        .joined(", ", lists)
        .text();
  }

  private static List<String> plain(List<Value.Text> texts) {
    return texts.stream().map(Value.Text::text).toList();
  }

  /// A row with the values that SQLAlchemy itself fills in.
  private static Map<String, Value> withDefaults(TableReference table, Map<String, Value> row) {
    Map<String, Value> all = new LinkedHashMap<>(row);
    table
        .columns()
        .forEach((key, column) -> {
          Value standard = column.standard();
          if (standard != null && !(standard instanceof Value.None) && !row.containsKey(key)) {
            all.put(key, standard);
          }
        });
    return all;
  }

  private Value.Text fromSelect(Value.MemberCall step, Span at) {
    Value names = step.arguments().get(0, "names");
    Value select = step.arguments().get(1, "select");
    if (names == null || select == null) {
      throw new NotRendered("the SELECT of an INSERT is not known");
    }
    List<Value.Text> columns = new ArrayList<>();
    for (Value name : Call.items(names, "the columns of from_select")) {
      columns.add(Call.nameOf(name, "a column of from_select").sql());
    }
    Value.Text query =
        select instanceof Value.Construct text && Call.isText(text)
            ? queries.expressions().of(select, at).sql()
            : queries.statement(select, List.of());
    return new Sql(at).words("(").joined(", ", columns).words(") ").text(query).text();
  }

  private Value.Text conflict(TableReference table, Value.MemberCall step) {
    Span at = step.span();
    Arguments arguments = step.arguments();
    boolean update = step.name().equals("on_conflict_do_update");
    Sql sql = new Sql(at).words(" ON CONFLICT");
    Value constraint = arguments.get(0, "constraint");
    Value elements = arguments.get(1, "index_elements");
    Value where = arguments.get(2, "index_where");
    if (constraint != null && !(constraint instanceof Value.None)) {
      sql.words(" ON CONSTRAINT ").text(Call.nameOf(constraint, "the constraint").limited());
    } else if (elements != null && !(elements instanceof Value.None)) {
      List<Value.Text> columns = new ArrayList<>();
      for (Value element : Call.items(elements, "index_elements")) {
        columns.add(
            element instanceof Value.Text
                ? Call.nameOf(element, "a column").sql()
                : queries.unqualified().of(element, at).sql());
      }
      sql.words(" (").joined(", ", columns).words(")");
      if (where != null && !(where instanceof Value.None)) {
        sql.words(" WHERE ").text(queries.unqualified().of(where, at).sql());
      }
    }
    if (!update) {
      return sql.words(" DO NOTHING").text();
    }
    Value set = arguments.get(3, "set_");
    if (set == null) {
      throw new NotRendered("set_ of on_conflict_do_update is not known");
    }
    List<Value.Text> sets = new ArrayList<>();
    Changes.ordered(table, Changes.assignments(Arguments.of(set)), at)
        .forEach((column, value) ->
            sets.add(
                new Sql(at)
                    .text(column.name().sql())
                    .words(" = ")
                    .text(value(column, value, at))
                    .text()));
    sql.words(" DO UPDATE SET ").joined(", ", sets);
    Value condition = arguments.get(4, "where");
    if (condition != null && !(condition instanceof Value.None)) {
      sql.words(" WHERE ").text(queries.expressions().of(condition, at).sql());
    }
    return sql.text();
  }

  private Value.Text value(KnownColumn column, Value value, Span at) {
    Value of = value;
    if (of instanceof Value.Operation operation
        && operation.operator().equals("[]")
        && operation.operands().get(0) instanceof Value.Member member
        && member.name().equals("excluded")
        && operation.operands().get(1) instanceof Value.Text text) {
      return new Sql(at).words("excluded.").text(Name.of(text).sql()).text();
    }
    if (of instanceof Value.Member member
        && member.of() instanceof Value.Member excluded
        && excluded.name().equals("excluded")) {
      return new Sql(at)
          .words("excluded.")
          .text(Name.of(Sql.words(member.name(), member.span())).sql())
          .text();
    }
    return queries.assigned(column, of, at).sql();
  }
}
