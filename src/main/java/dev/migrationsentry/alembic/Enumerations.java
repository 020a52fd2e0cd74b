package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.SqlType.Allowed;
import dev.migrationsentry.alembic.SqlType.Kind;
import dev.migrationsentry.alembic.SqlType.NamedType;
import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Types that are created under a name of their own: `sa.Enum` and `postgresql.DOMAIN`
/// (`sqlalchemy/dialects/postgresql/named_types.py`).
final class Enumerations {
  private final Running running;

  /// @param running calls `values_callable`
  Enumerations(Running running) {
    this.running = running;
  }

  /// The SQL of an enumeration.
  ///
  /// @param schema the schema of the table, or null
  /// @param postgres whether it is the one of the PostgreSQL dialect
  SqlType of(Call call, @Nullable Name schema, boolean postgres) {
    call.ignore(
        "validate_strings",
        "metadata",
        "omit_aliases",
        "sort_key_function",
        "convert_unicode",
        "_create_events",
        "_adapted_from");
    List<Value.Text> values = new ArrayList<>();
    @Nullable Name name = call.optionalName(-1, "name");
    for (Value value : call.positional()) {
      if (!(value instanceof Value.Defined type)) {
        values.add(Call.textOf(value, "a value of the enumeration" + of(name)));
        continue;
      }
      values.addAll(members(type, call));
      if (name == null && !values.isEmpty()) {
        name = Name.of(Sql.words(type.name().toLowerCase(Locale.ROOT), call.span()));
      }
    }
    call.ignore("values_callable");
    boolean constraint = call.isTrue("create_constraint");
    String length = call.number(-1, "length");
    boolean itself = postgres || !Boolean.FALSE.equals(call.truth(-1, "native_enum"));
    Name own = call.optionalName(-1, "schema");
    if (call.isTrue("inherit_schema") && own == null) {
      own = schema;
    }
    boolean withTable = !Boolean.FALSE.equals(call.truth(-1, "create_type"));
    return itself
        ? named(call.span(), name, own, values, withTable && call.value("metadata") == null)
        : text(call.span(), name, values, length, constraint);
  }

  private List<Value.Text> members(Value.Defined type, Call call) {
    List<Value.Text> names = new ArrayList<>();
    Value chosen = call.value("values_callable");
    if (chosen != null) {
      Value answer = running.call(chosen, Arguments.of(type), call.span());
      for (Value item : Call.items(answer, "what values_callable yields for " + type.name())) {
        names.add(Call.textOf(item, "a value of " + type.name()));
      }
      return names;
    }
    Set<Value> seen = new HashSet<>();
    for (Value.Instance member : type.members()) {
      Value value = member.attributes().get("value");
      if (value != null && !seen.add(value)) {
        continue;
      }
      Value name = member.attributes().get("name");
      names.add(
          Call.textOf(name == null ? Value.NONE : name, "the name of a member of " + type.name()));
    }
    if (names.isEmpty()) {
      throw new NotRendered("the members of " + type.name() + " are not known");
    }
    return names;
  }

  private static String of(@Nullable Name name) {
    return name == null ? "" : " " + name.plain();
  }

  private static SqlType named(
      Span at, @Nullable Name name, @Nullable Name schema, List<Value.Text> values, boolean auto) {
    if (name == null) {
      throw new PythonError("sqlalchemy.exc.CompileError", "PostgreSQL ENUM type requires a name.");
    }
    Value.Text qualified = qualified(at, schema, name);
    Value.Text created =
        new Sql(at)
            .words("CREATE TYPE ")
            .text(qualified)
            .words(" AS ENUM (")
            .joined(", ", literals(at, values))
            .words(")")
            .text();
    Value.Text dropped = new Sql(at).words("DROP TYPE ").text(qualified).text();
    return new SqlType(
        qualified,
        Kind.STRING,
        new NamedType(qualified, qualified.text(), created, dropped, auto),
        null,
        null);
  }

  private static SqlType text(
      Span at,
      @Nullable Name name,
      List<Value.Text> values,
      @Nullable String length,
      boolean check) {
    int longest = values.stream().mapToInt(value -> value.text().length()).max().orElse(0);
    String size = length != null ? length : String.valueOf(longest);
    return new SqlType(
        Sql.words(size.equals("0") ? "VARCHAR" : "VARCHAR(" + size + ")", at),
        Kind.STRING,
        null,
        check ? new Allowed(name, literals(at, values)) : null,
        null);
  }

  private static List<Value.Text> literals(Span at, List<Value.Text> values) {
    return values.stream().map(value -> Sql.literal(value, at)).toList();
  }

  /// The SQL of a domain.
  ///
  /// @param types the SQL of the type that it rests on
  SqlType domain(Call call, Function<Value, SqlType> types) {
    call.ignore("metadata", "inherit_schema", "quote", "_create_events");
    Span at = call.span();
    Name name = call.name(0, "name");
    SqlType base = types.apply(call.required(1, "data_type"));
    Value.Text qualified = qualified(at, call.optionalName(-1, "schema"), name);
    Sql created =
        new Sql(at).words("CREATE DOMAIN ").text(qualified).words(" AS ").text(base.sql());
    Name collation = call.optionalName(-1, "collation");
    if (collation != null) {
      created.words(" COLLATE ").text(collation.sql());
    }
    Value standard = call.value("default");
    if (standard != null) {
      created
          .words(" DEFAULT ")
          .text(
              standard instanceof Value.Text text
                  ? Sql.literal(text, at)
                  : Call.textOf(standard, "the default of the domain"));
    }
    Name constraint = call.optionalName(-1, "constraint_name");
    if (constraint != null) {
      created.words(" CONSTRAINT ").text(constraint.limited());
    }
    if (call.isTrue("not_null")) {
      created.words(" NOT NULL");
    }
    Value.Text check = call.text(-1, "check");
    if (check != null) {
      created.words(" CHECK (").text(check).words(")");
    }
    boolean withTable = !Boolean.FALSE.equals(call.truth(-1, "create_type"));
    Value.Text dropped = new Sql(at).words("DROP DOMAIN ").text(qualified).text();
    return new SqlType(
        qualified,
        base.kind(),
        new NamedType(qualified, "domain " + qualified.text(), created.text(), dropped, withTable),
        null,
        null);
  }

  /// A name with its schema in front of it.
  static Value.Text qualified(Span at, @Nullable Name schema, Name name) {
    return schema == null
        ? name.sql()
        : new Sql(at).text(schema.sql()).words(".").text(name.sql()).text();
  }
}
