package dev.migrationsentry.alembic;

import dev.migrationsentry.alembic.ColumnDefinition.Counting;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `sa.Column(…)`.
final class Columns {
  private final Types types;
  private final Queries queries;
  private final Constraints constraints;

  Columns(Types types, Queries queries, Constraints constraints) {
    this.types = types;
    this.queries = queries;
    this.constraints = constraints;
  }

  /// Whether a value is a column.
  static boolean isColumn(Value value) {
    return value instanceof Value.Construct construct
        && Call.simple(construct.name()).equals("Column");
  }

  /// The column of a value for which [#isColumn(Value)] holds.
  ///
  /// @param schema the schema of its table, or null
  ColumnDefinition of(Value.Construct construct, @Nullable Name schema) {
    Reading reading = new Reading(Call.of(construct), schema);
    try {
      return reading.column();
    } catch (NotRendered e) {
      throw reading.name == null
          ? e
          : new NotRendered("of the column " + reading.name.plain() + ": " + e.why());
    }
  }

  /// The words after DEFAULT of a server default, or null where it says nothing.
  Value.@Nullable Text standard(Value value, Span at) {
    return switch (value) {
      case Value.Text text -> Sql.literal(text, at);
      case Value.Truth truth -> throw badDefault("bool");
      case Value.Numeral numeral -> throw badDefault(numeral.whole() ? "int" : "float");
      case Value.Construct construct when Call.simple(construct.name()).equals("FetchedValue") ->
          null;
      case Value.Construct construct when Call.simple(construct.name()).equals("DefaultClause") ->
          standard(construct.arguments().positional().getFirst(), at);
      case Value.Library library when Call.simple(library.name()).equals("FetchedValue") -> null;
      case Value.Library library ->
          throw new PythonError(
              "sqlalchemy.exc.ArgumentError",
              "Argument 'arg' is expected to be one of type '<class 'str'>', got "
                  + library.name());
      default -> queries.unqualified().of(value, at).sql();
    };
  }

  private static PythonError badDefault(String type) {
    return new PythonError(
        "sqlalchemy.exc.ArgumentError",
        ("Argument 'arg' is expected to be one of type '<class 'str'>' or '<class"
                + " 'sqlalchemy.sql.elements.ClauseElement'>' or '<class"
                + " 'sqlalchemy.sql.elements.TextClause'>', got '<class '%s'>'")
            .formatted(type));
  }

  /// The words of `sa.Computed(…)`.
  Value.Text generated(Value.Construct construct) {
    Call call = Call.of(construct);
    Value expression = call.required(0, "sqltext");
    if (Boolean.FALSE.equals(call.truth(1, "persisted"))) {
      throw new PythonError(
          "sqlalchemy.exc.CompileError",
          "PostrgreSQL computed columns do not support 'virtual' persistence");
    }
    call.finish();
    return new Sql(call.span())
        .words("GENERATED ALWAYS AS (")
        .text(constraints.condition(expression, call.span()))
        .words(") STORED")
        .text();
  }

  /// The words of `sa.Identity(…)`.
  static Value.Text identity(Value.Construct construct) {
    Call call = Call.of(construct);
    boolean always = Boolean.TRUE.equals(call.truth(0, "always"));
    call.ignore("on_null", "order");
    String options = identityOptions(call, 2);
    call.finish();
    return Sql.words(
        "GENERATED "
            + (always ? "ALWAYS" : "BY DEFAULT")
            + " AS IDENTITY"
            + (options.isEmpty() ? "" : " (" + options + ")"),
        call.span());
  }

  /// The options of a sequence.
  ///
  /// @param start the position of `start`, after which the others follow
  static String identityOptions(Call call, int start) {
    List<String> options = new ArrayList<>();
    @Nullable String first = call.number(start, "start");
    number(options, "INCREMENT BY ", call.number(start + 1, "increment"));
    number(options, "START WITH ", first);
    number(options, "MINVALUE ", call.number(start + 2, "minvalue"));
    number(options, "MAXVALUE ", call.number(start + 3, "maxvalue"));
    if (call.truth(start + 4, "nominvalue") != null) {
      options.add("NO MINVALUE");
    }
    if (call.truth(start + 5, "nomaxvalue") != null) {
      options.add("NO MAXVALUE");
    }
    number(options, "CACHE ", call.number(start + 7, "cache"));
    Boolean cycle = call.truth(start + 6, "cycle");
    if (cycle != null) {
      options.add(cycle ? "CYCLE" : "NO CYCLE");
    }
    return String.join(" ", options);
  }

  private static void number(List<String> options, String words, @Nullable String number) {
    if (number != null) {
      options.add(words + number);
    }
  }

  /// The reading of one column.
  private final class Reading {
    private final Call call;
    private final Span at;
    private final @Nullable Name schema;
    private final List<TableConstraint> foreignKeys = new ArrayList<>();
    private final List<TableConstraint> checks = new ArrayList<>();
    private @Nullable Name name;
    private @Nullable SqlType type;
    private boolean typed;
    private boolean filledIn;
    private Value.@Nullable Text standard;
    private Value.@Nullable Text generated;
    private Value.@Nullable Text identity;

    Reading(Call call, @Nullable Name schema) {
      this.call = call;
      this.at = call.span();
      this.schema = schema;
    }

    ColumnDefinition column() {
      call.ignore("doc", "info", "key", "onupdate", "server_onupdate", "sort_order", "default");
      call.ignore("insert_default", "_proxies");
      Name named = name();
      name = named;
      Value given = call.value("type_");
      if (given != null) {
        type(given);
      }
      for (Value value : call.positional()) {
        if (value != call.positional().getFirst() || !isName(value)) {
          part(value);
        }
      }
      filledIn |= call.value("default") != null || call.value("insert_default") != null;
      Value server = call.value("server_default");
      if (server != null) {
        server(server);
      }
      Value.Text comment = call.text(-1, "comment");
      Boolean quoted = call.truth(-1, "quote");
      ColumnDefinition column =
          new ColumnDefinition(
              quoted == null ? named : new Name(named.text(), quoted, named.generated()),
              type,
              call.isTrue("primary_key"),
              call.truth(-1, "nullable"),
              counting(),
              filledIn,
              standard,
              generated,
              identity,
              foreignKeys,
              checks,
              call.isTrue("index"),
              call.isTrue("unique"),
              comment == null || comment.text().isEmpty() ? null : Sql.literal(comment, at),
              call.isTrue("system"),
              at);
      call.finish();
      return column;
    }

    private static boolean isName(Value value) {
      return switch (value) {
        case Value.Text text -> true;
        case Value.Construct construct ->
            switch (Call.simple(construct.name())) {
              case "f", "quoted_name", "conv" -> true;
              default -> false;
            };
        default -> false;
      };
    }

    private Name name() {
      if (!call.positional().isEmpty() && isName(call.positional().getFirst())) {
        return Call.nameOf(call.positional().getFirst(), "the name of a column");
      }
      Value byName = call.value("name");
      if (byName == null) {
        throw new NotRendered(
            "the name of a column is not known"
                + (call.positional().isEmpty() ? "" : Call.because(call.positional().getFirst())));
      }
      return Call.nameOf(byName, "the name of a column");
    }

    private void type(Value value) {
      typed = true;
      type = types.of(value, schema, at);
    }

    private void part(Value value) {
      String simple =
          value instanceof Value.Construct construct ? Call.simple(construct.name()) : "";
      switch (simple) {
        case "ForeignKey" -> foreignKeys.add(foreignKey((Value.Construct) value));
        case "CheckConstraint", "UniqueConstraint", "PrimaryKeyConstraint" -> {
          TableConstraint constraint = constraints.of((Value.Construct) value);
          if (constraint != null) {
            checks.add(constraint);
          }
        }
        case "Computed", "Identity", "FetchedValue", "DefaultClause" -> server(value);
        case "Sequence" -> filledIn = !Call.of((Value.Construct) value).isTrue("optional");
        case "ColumnDefault" -> filledIn = true;
        default -> {
          if (typed || value instanceof Value.None) {
            if (!(value instanceof Value.None)) {
              throw new NotRendered("a part of it is not known" + Call.because(value));
            }
          } else {
            type(value);
          }
        }
      }
    }

    private void server(Value value) {
      if (value instanceof Value.Construct construct) {
        switch (Call.simple(construct.name())) {
          case "Computed" -> {
            generated = generated(construct);
            return;
          }
          case "Identity" -> {
            identity = identity(construct);
            return;
          }
          default -> {}
        }
      }
      standard = standard(value, at);
    }

    private TableConstraint foreignKey(Value.Construct construct) {
      Call key = Call.of(construct);
      Constraints.Remote remote =
          constraints.remote(key.required(0, "column"), "the column that a foreign key refers to");
      key.ignore("link_to_name", "info", "comment", "_constraint");
      Name own = name;
      if (own == null) {
        throw new IllegalStateException("a column's name is read first");
      }
      TableConstraint made =
          constraints.foreignKey(
              key,
              key.optionalName(-1, "name"),
              List.of(own),
              remote.table(),
              List.of(remote.column()),
              -1);
      key.finish();
      return made;
    }

    private Counting counting() {
      Value value = call.value("autoincrement");
      return switch (value) {
        case null -> Counting.AUTO;
        case Value.Truth truth -> truth.truth() ? Counting.YES : Counting.NO;
        case Value.Text text when text.text().equals("ignore_fk") -> Counting.EVEN_IF_FOREIGN_KEY;
        case Value.Text text when text.text().equals("auto") -> Counting.AUTO;
        default -> throw new NotRendered("autoincrement is not known");
      };
    }
  }

  /// The constraints of several columns' types: CHECK for an enumeration that is none in the
  /// database.
  static List<TableConstraint> allowed(ColumnDefinition column) {
    SqlType type = column.type();
    if (type == null || type.allowed() == null) {
      return List.of();
    }
    Value.Text body =
        new Sql(column.at())
            .words("CHECK (")
            .text(column.name().sql())
            .words(" IN (")
            .joined(", ", type.allowed().literals())
            .words("))")
            .text();
    return List.of(
        new TableConstraint(
            TableConstraint.Kind.CHECK,
            type.allowed().name(),
            List.of(column.name()),
            body,
            true,
            column.at()));
  }
}
