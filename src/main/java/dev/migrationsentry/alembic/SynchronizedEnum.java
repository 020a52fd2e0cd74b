package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `op.sync_enum_values` of the library alembic-postgresql-enum: the type is renamed, created anew,
/// and every column is moved over with the help of two operators that live only meanwhile.
final class SynchronizedEnum {
  private final Call call;
  private final Span at;
  private final Value.Text type;
  private final Value.Text old;
  private final List<Value.Text> statements = new ArrayList<>();

  private SynchronizedEnum(Call call) {
    this.call = call;
    this.at = call.span();
    Value.Text schema = quoted(text(call.required(0, "enum_schema")));
    Value.Text name = text(call.required(1, "enum_name"));
    this.type = new Sql(at).text(schema).words(".").text(quoted(name)).text();
    Value.Text before = new Sql(at).text(name).words("_old").text();
    this.old = new Sql(at).text(schema).words(".").text(quoted(before)).text();
    add(sql().words("ALTER TYPE ").text(type).words(" RENAME TO ").text(before));
  }

  /// The statements of a call.
  static List<Value.Text> statements(Call call) {
    SynchronizedEnum made = new SynchronizedEnum(call);
    made.move();
    call.finish();
    return made.statements;
  }

  private Sql sql() {
    return new Sql(at);
  }

  private void add(Sql sql) {
    statements.add(sql.text());
  }

  private static Value.Text text(Value value) {
    return Call.textOf(value, "an argument of op.sync_enum_values");
  }

  private Value.Text quoted(Value.Text name) {
    return sql().words("\"").text(name).words("\"").text();
  }

  private void move() {
    List<Value.Text> values = new ArrayList<>();
    for (Value value : call.list(2, "new_values")) {
      values.add(sql().words("'").text(text(value)).words("'").text());
    }
    List<List<Value.Text>> renamed = renamed();
    add(sql().words("CREATE TYPE ").text(type).words(" AS ENUM(").joined(", ", values).words(")"));
    operator("!=", "new_old_not_equals", renamed);
    operator("=", "new_old_equals", renamed);
    for (Value column : call.list(3, "affected_columns")) {
      column(column, renamed);
    }
    for (String function : List.of("new_old_not_equals", "new_old_equals")) {
      add(
          sql()
              .words("DROP FUNCTION " + function + "(new_enum_val ")
              .text(type)
              .words(", old_enum_val ")
              .text(old)
              .words(") CASCADE"));
    }
    add(sql().words("DROP TYPE ").text(old));
  }

  private List<List<Value.Text>> renamed() {
    List<List<Value.Text>> renamed = new ArrayList<>();
    Value given = call.value(4, "enum_values_to_rename");
    if (given != null) {
      for (Value pair : Call.items(given, "enum_values_to_rename")) {
        renamed.add(
            Call.items(pair, "a pair of enum_values_to_rename").stream()
                .map(SynchronizedEnum::text)
                .toList());
      }
    }
    return renamed;
  }

  private void operator(String operator, String function, List<List<Value.Text>> renamed) {
    Sql body =
        sql()
            .words("CREATE FUNCTION " + function + "(new_enum_val ")
            .text(type)
            .words(", old_enum_val ")
            .text(old)
            .words(") RETURNS boolean AS $$ SELECT new_enum_val::text " + operator + " ");
    if (renamed.isEmpty()) {
      body.words("old_enum_val::text");
    } else {
      body.words("CASE");
      for (List<Value.Text> pair : renamed) {
        body.words(" WHEN old_enum_val::text = '")
            .text(pair.getFirst())
            .words("' THEN '")
            .text(pair.getLast())
            .words("'");
      }
      body.words(" ELSE old_enum_val::text END");
    }
    add(body.words("; $$ LANGUAGE SQL IMMUTABLE"));
    add(
        sql()
            .words("CREATE OPERATOR " + operator + " (leftarg = ")
            .text(type)
            .words(", rightarg = ")
            .text(old)
            .words(", procedure = " + function + ")"));
  }

  private void column(Value value, List<List<Value.Text>> renamed) {
    if (!(value instanceof Value.Construct construct)
        || !Call.simple(construct.name()).equals("TableReference")) {
      throw new NotRendered("the default of an affected column is known only in the database");
    }
    Call reference = Call.of(construct);
    boolean array =
        reference.value("column_type") instanceof Value.Library kind
            && kind.name().endsWith(".ARRAY");
    Value.Text whole = array ? sql().text(type).words("[]").text() : type;
    @Nullable Name schema = reference.optionalName(-1, "table_schema");
    Value.Text table =
        sql()
            .text(quoted(schema == null ? text(call.required(0, "enum_schema")) : schema.text()))
            .words(".")
            .text(quoted(reference.name(0, "table_name").text()))
            .text();
    Value.Text column = quoted(reference.name(1, "column_name").text());
    Value.Text standard = reference.text(-1, "existing_server_default");
    reference.finish();
    Value.Text start =
        sql().words("ALTER TABLE ").text(table).words(" ALTER COLUMN ").text(column).text();
    if (standard != null) {
      add(sql().text(start).words(" DROP DEFAULT"));
    }
    Sql change = sql().text(start).words(" TYPE ").text(whole).words(" USING ");
    if (array) {
      Value.Text from = sql().text(column).words("::text[]").text();
      for (List<Value.Text> pair : renamed) {
        from =
            sql()
                .words("array_replace(")
                .text(from)
                .words(", '")
                .text(pair.getFirst())
                .words("', '")
                .text(pair.getLast())
                .words("')")
                .text();
      }
      change.text(from).words("::").text(whole);
    } else if (renamed.isEmpty()) {
      change.text(column).words("::text::").text(type);
    } else {
      change.words("CASE");
      for (List<Value.Text> pair : renamed) {
        change
            .words(" WHEN ")
            .text(column)
            .words("::text = '")
            .text(pair.getFirst())
            .words("' THEN '")
            .text(pair.getLast())
            .words("'::")
            .text(type);
      }
      change.words(" ELSE ").text(column).words("::text::").text(type).words(" END");
    }
    add(change);
    if (standard != null) {
      if (!renamed.isEmpty()
          || standard.text().indexOf("::") < 0
          || standard.text().startsWith("ARRAY[")) {
        throw new NotRendered("the default that follows the enumeration is not known");
      }
      add(
          sql()
              .text(start)
              .words(" SET DEFAULT ")
              .text(Sql.part(standard, 0, standard.text().indexOf("::")))
              .words("::")
              .text(whole));
    }
  }
}
