package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.TableConstraint.Kind;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The constraints that code describes, and how SQLAlchemy's DDL compiler writes them.
final class Constraints {
  private static final Set<String> ACTIONS =
      Set.of("RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT", "NO ACTION");

  private final Queries queries;

  Constraints(Queries queries) {
    this.queries = queries;
  }

  /// The constraint of `sa.ForeignKeyConstraint(…)` and its like, or null for another construct.
  @Nullable TableConstraint of(Value.Construct construct) {
    Call call = Call.of(construct);
    TableConstraint made =
        switch (Call.simple(construct.name())) {
          case "PrimaryKeyConstraint" ->
              primaryKey(call, call.optionalName(-1, "name"), columns(call));
          case "UniqueConstraint" -> unique(call, call.optionalName(-1, "name"), columns(call));
          case "ForeignKeyConstraint" -> foreignKey(call);
          case "CheckConstraint" ->
              check(call, call.optionalName(-1, "name"), call.required(0, "sqltext"));
          case "ExcludeConstraint" ->
              exclude(call, call.optionalName(-1, "name"), call.positional());
          default -> null;
        };
    if (made != null) {
      call.ignore("info", "comment", "_create_rule", "_type_bound");
      call.finish();
    }
    return made;
  }

  private static List<Name> columns(Call call) {
    call.ignore("_column_flag", "_implicit_generated");
    List<Name> names = new ArrayList<>();
    for (Value value : call.positional()) {
      names.add(Call.nameOf(value, "a column of " + call.title()));
    }
    return names;
  }

  /// PRIMARY KEY.
  TableConstraint primaryKey(Call call, @Nullable Name name, List<Name> columns) {
    Sql sql = new Sql(call.span()).words("PRIMARY KEY ").text(list(columns, call.span()));
    include(call, sql);
    deferrable(call, sql);
    return new TableConstraint(Kind.PRIMARY_KEY, name, columns, sql.text(), true, call.span());
  }

  /// UNIQUE.
  TableConstraint unique(Call call, @Nullable Name name, List<Name> columns) {
    Boolean distinct = call.truth(-1, "postgresql_nulls_not_distinct");
    Sql sql =
        new Sql(call.span())
            .words("UNIQUE ")
            .words(distinct == null ? "" : distinct ? "NULLS NOT DISTINCT " : "NULLS DISTINCT ")
            .text(list(columns, call.span()));
    include(call, sql);
    deferrable(call, sql);
    return new TableConstraint(Kind.UNIQUE, name, columns, sql.text(), true, call.span());
  }

  /// CHECK.
  ///
  /// @param condition a text or an SQL expression
  TableConstraint check(Call call, @Nullable Name name, Value condition) {
    Sql sql =
        new Sql(call.span()).words("CHECK (").text(condition(condition, call.span())).words(")");
    deferrable(call, sql);
    validity(call, sql);
    return new TableConstraint(Kind.CHECK, name, List.of(), sql.text(), true, call.span());
  }

  /// A condition of DDL: a string stands for SQL, and columns stand without their tables.
  Value.Text condition(Value condition, Span at) {
    return condition instanceof Value.Text text
        ? TextClause.render(text, Map.of(), at)
        : queries.unqualified().of(condition, at).sql();
  }

  private TableConstraint foreignKey(Call call) {
    List<Name> columns = call.names(0, "columns");
    List<Remote> remotes = new ArrayList<>();
    for (Value value : call.list(1, "refcolumns")) {
      remotes.add(remote(value, "a column that a foreign key refers to"));
    }
    if (remotes.isEmpty()) {
      throw new NotRendered("a foreign key refers to no column");
    }
    return foreignKey(
        call,
        call.optionalName(2, "name"),
        columns,
        remotes.getFirst().table(),
        remotes.stream().map(Remote::column).toList(),
        3);
  }

  /// FOREIGN KEY.
  ///
  /// @param table the words of the table that it refers to
  /// @param actions the position of `onupdate`, after which the others follow; negative when all
  ///   have names
  TableConstraint foreignKey(
      Call call,
      @Nullable Name name,
      List<Name> columns,
      Value.Text table,
      List<Name> referred,
      int actions) {
    Span at = call.span();
    Sql sql =
        new Sql(at)
            .words("FOREIGN KEY")
            .text(list(columns, at))
            .words(" REFERENCES ")
            .text(table)
            .words(" ")
            .text(list(referred, at));
    Value.Text onUpdate = call.text(actions, "onupdate");
    Value.Text onDelete = call.text(actions < 0 ? -1 : actions + 1, "ondelete");
    Value.Text match = call.text(-1, "match");
    if (match != null) {
      sql.words(" MATCH ").text(match);
    }
    if (onDelete != null) {
      sql.words(" ON DELETE ").text(action(onDelete));
    }
    if (onUpdate != null) {
      sql.words(" ON UPDATE ").text(action(onUpdate));
    }
    deferrable(call, sql);
    validity(call, sql);
    call.ignore("link_to_name", "info", "comment");
    boolean later = call.isTrue("use_alter");
    return new TableConstraint(Kind.FOREIGN_KEY, name, columns, sql.text(), !later, at);
  }

  private static Value.Text action(Value.Text action) {
    String plain = action.text().toUpperCase(Locale.ROOT);
    if (!ACTIONS.contains(plain)
        && !((plain.startsWith("SET NULL") || plain.startsWith("SET DEFAULT"))
            && plain.endsWith(")"))) {
      throw new PythonError(
          "sqlalchemy.exc.CompileError", "Unexpected SQL phrase: '%s'".formatted(action.text()));
    }
    return action;
  }

  /// EXCLUDE.
  ///
  /// @param elements pairs of a column or an expression and an operator
  TableConstraint exclude(Call call, @Nullable Name name, List<Value> elements) {
    Span at = call.span();
    Map<Value, Value> classes = classes(call, "ops");
    List<Value.Text> parts = new ArrayList<>();
    for (Value element : elements) {
      List<Value> pair = Call.items(element, "an element of " + call.title());
      if (pair.size() != 2) {
        throw new NotRendered("an element of " + call.title() + " is not a pair");
      }
      Value what = pair.getFirst();
      Value.Text expression =
          what instanceof Value.Text text
              ? Name.of(text).sql()
              : queries.unqualified().of(what, at).sql();
      Value operatorClass =
          what instanceof Value.Text || isColumn(what)
              ? classes.get(Call.nameOf(what, "a column").text())
              : null;
      Sql part = new Sql(at).text(expression);
      if (operatorClass != null) {
        part.words(" ").text(Call.textOf(operatorClass, "an operator class"));
      }
      parts.add(part.words(" WITH ").text(Call.textOf(pair.getLast(), "an operator")).text());
    }
    Value.Text using = call.text(-1, "using");
    Sql sql =
        new Sql(at)
            .words("EXCLUDE USING ")
            .text(
                using == null
                    ? Sql.words("gist", at)
                    : Sql.map(using, part -> part.toLowerCase(Locale.ROOT)))
            .words(" (")
            .joined(", ", parts)
            .words(")");
    Value where = call.value("where");
    if (where != null) {
      sql.words(" WHERE (").text(condition(where, at)).words(")");
    }
    deferrable(call, sql);
    return new TableConstraint(Kind.EXCLUDE, name, List.of(), sql.text(), true, at);
  }

  private static boolean isColumn(Value value) {
    return value instanceof Value.Construct construct
        && Call.simple(construct.name()).equalsIgnoreCase("column");
  }

  /// A dictionary argument, or an empty one.
  static Map<Value, Value> classes(Call call, String name) {
    Value value = call.value(name);
    return switch (value) {
      case null -> Map.of();
      case Value.Mapping mapping when mapping.uncertain() == null -> Map.copyOf(mapping.entries());
      default -> throw new NotRendered(call.title() + "'s " + name + " is not known");
    };
  }

  /// Names in parentheses.
  static Value.Text list(List<Name> names, Span at) {
    return new Sql(at)
        .words("(")
        .joined(", ", names.stream().map(Name::sql).toList())
        .words(")")
        .text();
  }

  /// INCLUDE of an index or a constraint.
  static void include(Call call, Sql sql) {
    if (call.value("postgresql_include") == null) {
      return;
    }
    List<Name> names = call.names(-1, "postgresql_include");
    if (!names.isEmpty()) {
      sql.words(" INCLUDE ").text(list(names, call.span()));
    }
  }

  private static void deferrable(Call call, Sql sql) {
    Boolean deferrable = call.truth(-1, "deferrable");
    if (deferrable != null) {
      sql.words(deferrable ? " DEFERRABLE" : " NOT DEFERRABLE");
    }
    Value.Text initially = call.text(-1, "initially");
    if (initially != null) {
      sql.words(" INITIALLY ").text(initially);
    }
  }

  private static void validity(Call call, Sql sql) {
    if (call.isTrue("postgresql_not_valid")) {
      sql.words(" NOT VALID");
    }
  }

  /// The column that a foreign key refers to.
  ///
  /// @param table the words of its table
  record Remote(Value.Text table, Name column) {}

  /// What `schema.table.column` or a column of a described table refers to.
  Remote remote(Value value, String what) {
    if (!(value instanceof Value.Text)
        && value instanceof Value.Member member
        && member.of() instanceof Value.Member collection) {
      TableReference table = queries.source(collection.of(), member.span());
      return new Remote(table.prefix(), Name.of(Sql.words(member.name(), member.span())));
    }
    Value.Text text = Call.textOf(value, what);
    String plain = text.text();
    int column = plain.lastIndexOf('.');
    if (column < 0) {
      throw new NotRendered(what + " names no table: " + plain);
    }
    int table = plain.lastIndexOf('.', column - 1);
    Name columnName = Name.of(Sql.part(text, column + 1, plain.length()));
    Name tableName = Name.of(Sql.part(text, table + 1, column));
    @Nullable Name schema = table < 0 ? null : Name.of(Sql.part(text, 0, table));
    Span at = text.fragments().getFirst().from();
    return new Remote(Enumerations.qualified(at, schema, tableName), columnName);
  }
}
