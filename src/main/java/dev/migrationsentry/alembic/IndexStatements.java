package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CREATE INDEX and DROP INDEX.
final class IndexStatements {
  private final Rendering rendering;

  IndexStatements(Rendering rendering) {
    this.rendering = rendering;
  }

  /// `op.create_index` and `sa.Index` in a table.
  ///
  /// @param given its name, or null, for which SQLAlchemy makes one
  /// @param columns names, texts and expressions
  Value.Text create(Call call, Target table, @Nullable Name given, List<Value> columns) {
    Span at = call.span();
    Sql sql = new Sql(at).words(call.isTrue("unique") ? "CREATE UNIQUE INDEX " : "CREATE INDEX ");
    if (call.isTrue("postgresql_concurrently")) {
      sql.words("CONCURRENTLY ");
    }
    if (call.isTrue("if_not_exists")) {
      sql.words("IF NOT EXISTS ");
    }
    Name name = given != null ? given : generated(table, columns, at);
    sql.text(name.limited()).words(" ON ").text(table.sql(at)).words(" ");
    Value.Text using = call.text(-1, "postgresql_using");
    if (using != null && !using.text().isEmpty()) {
      sql.words("USING ").text(Sql.map(using, part -> part.toLowerCase(Locale.ROOT))).words(" ");
    }
    Map<Value, Value> classes = Constraints.classes(call, "postgresql_ops");
    List<Value.Text> parts = new ArrayList<>();
    for (Value column : columns) {
      parts.add(element(column, classes, at));
    }
    sql.words("(").joined(", ", parts).words(")");
    Constraints.include(call, sql);
    Boolean distinct = call.truth(-1, "postgresql_nulls_not_distinct");
    if (distinct != null) {
      sql.words(distinct ? " NULLS NOT DISTINCT" : " NULLS DISTINCT");
    }
    options(call, sql);
    Name tablespace = call.optionalName(-1, "postgresql_tablespace");
    if (tablespace != null) {
      sql.words(" TABLESPACE ").text(tablespace.sql());
    }
    Value where = call.value("postgresql_where");
    if (where != null) {
      sql.words(" WHERE ").text(rendering.constraints().condition(where, at));
    }
    call.ignore("info", "quote", "_column_flag");
    call.finish();
    return sql.text();
  }

  private Value.Text element(Value column, Map<Value, Value> classes, Span at) {
    Value.Text sql;
    if (column instanceof Value.Text text) {
      sql = Name.of(text).sql();
    } else {
      Expression expression = rendering.queries().unqualified().of(column, at);
      sql = expression.aside(at);
    }
    Value operatorClass = classes.get(column);
    if (operatorClass == null && Columns.isColumn(column)) {
      operatorClass = classes.get(Call.nameOf(column, "a column").text());
    }
    return operatorClass == null
        ? sql
        : new Sql(at)
            .text(sql)
            .words(" ")
            .text(Call.textOf(operatorClass, "an operator class"))
            .text();
  }

  private static void options(Call call, Sql sql) {
    Map<Value, Value> with = Constraints.classes(call, "postgresql_with");
    if (with.isEmpty()) {
      return;
    }
    List<Value.Text> parts = new ArrayList<>();
    with.forEach((name, value) ->
        parts.add(
            new Sql(call.span())
                .text(Call.textOf(name, "an option of an index"))
                .words(" = ")
                .text(
                    value instanceof Value.Text text ? text : Literals.of(value, null, call.span()))
                .text()));
    sql.words(" WITH (").joined(", ", parts).words(")");
  }

  /// The name that SQLAlchemy's own convention makes: `ix_` with the table and the first column.
  static Name generated(Target table, List<Value> columns, Span at) {
    if (columns.isEmpty() || !(columns.getFirst() instanceof Value.Text first)) {
      throw new NotRendered("the name of an index on an expression is not known");
    }
    Sql sql = new Sql(at).words("ix_");
    if (table.schema() != null) {
      sql.text(Sql.map(table.schema().text(), part -> part.replace('.', '_'))).words("_");
    }
    sql.text(table.name().text()).words("_").text(first);
    return new Name(sql.text(), null, true);
  }

  /// `op.drop_index`.
  Value.Text drop(Call call, Target table, Name name) {
    Span at = call.span();
    Sql sql = new Sql(at).words("DROP INDEX ");
    if (call.isTrue("postgresql_concurrently")) {
      sql.words("CONCURRENTLY ");
    }
    if (call.isTrue("if_exists")) {
      sql.words("IF EXISTS ");
    }
    sql.text(table.beside(name, at));
    call.ignore(
        "postgresql_using",
        "postgresql_where",
        "postgresql_ops",
        "postgresql_with",
        "postgresql_include",
        "postgresql_tablespace",
        "postgresql_nulls_not_distinct",
        "unique",
        "column_name",
        "columns");
    call.finish();
    return sql.text();
  }
}
