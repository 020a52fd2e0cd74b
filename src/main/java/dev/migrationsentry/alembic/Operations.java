package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Raised;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The operations of `alembic.op` and of `op.batch_alter_table` to the statements that Alembic
/// sends to PostgreSQL (Alembic 1.20 with SQLAlchemy 2.0).
///
/// What Alembic refuses to send is raised as the error that it raises.
final class Operations {
  /// The parameters before which a name of a table stands, as its own argument.
  private static final Set<String> WITHOUT_TABLE =
      Set.of("execute", "bulk_insert", "rename_table", "sync_enum_values");

  private final Predicate<SqlType.NamedType> createsType;

  /// @param createsType whether creating a table has to create a type of its columns: once in a run
  ///   of Alembic
  Operations(Predicate<SqlType.NamedType> createsType) {
    this.createsType = createsType;
  }

  /// The table that `op.batch_alter_table` is about.
  ///
  /// @param recreates why it copies the whole table, or null where it sends plain ALTER TABLE
  record Batch(Target table, @Nullable String recreates) {}

  /// The batch that a call of `op.batch_alter_table` opens.
  ///
  /// @throws NotRendered where its table is not known
  static Batch batch(Arguments arguments, Span span) {
    Call call = new Call("op.batch_alter_table", arguments, span);
    Target table = new Target(call.optionalName(1, "schema"), call.name(0, "table_name"));
    Value recreate = call.value(2, "recreate");
    boolean always = recreate instanceof Value.Text text && text.text().equals("always");
    return new Batch(table, always ? "recreate=\"always\" copies the whole table" : null);
  }

  /// What `op.NAME(…)` sends.
  Sending send(String operation, Arguments arguments, Span span, Running running) {
    return guarded(
        arguments,
        span,
        () -> {
          Call call = new Call("op." + operation, arguments, span);
          if (WITHOUT_TABLE.contains(operation)) {
            return withoutTable(operation, call, running);
          }
          int at = tableAt(operation);
          @Nullable Name table = table(call, at, tableName(operation));
          if (table == null && operation.equals("drop_index")) {
            table = Name.of(Sql.words("no_table", span));
          }
          if (table == null) {
            throw new NotRendered("the table of op." + operation + " is not known");
          }
          @Nullable Name schema = call.optionalName(-1, schemaName(operation));
          return operation(
              operation,
              call,
              new Target(schema, table),
              at == 0 ? 1 : 0,
              at == 0 ? 1 : 2,
              running);
        });
  }

  private static @Nullable Name table(Call call, int position, String name) {
    try {
      return call.optionalName(position, name);
    } catch (NotRendered e) {
      throw new NotRendered(e.why(), true);
    }
  }

  /// What `batch_op.NAME(…)` sends when its batch ends.
  Sending sendInBatch(
      Batch batch, String operation, Arguments arguments, Span span, Running running) {
    return guarded(
        arguments,
        span,
        () -> {
          if (batch.recreates() != null) {
            throw new NotRendered(batch.recreates());
          }
          Call call = new Call("batch_op." + operation, arguments, span);
          if (WITHOUT_TABLE.contains(operation)) {
            return withoutTable(operation, call, running);
          }
          return operation(operation, call, batch.table(), 0, tableAt(operation), running);
        });
  }

  /// What executing a string, `sa.text(…)` or a statement of SQLAlchemy sends.
  ///
  /// @param parameters what is passed with it, or null
  Sending execute(Value statement, @Nullable Value parameters, Span span, Running running) {
    return guarded(
        Arguments.of(statement), span, () -> executed(statement, parameters, span, running));
  }

  /// What creating a type that is made by hand sends: `sa.Enum(…).create(bind)`.
  ///
  /// @param drop whether it is dropped instead
  Sending type(Value type, boolean drop, Span span, Running running) {
    return guarded(
        Arguments.of(type),
        span,
        () -> {
          SqlType.NamedType named =
              rendering(running, Map.of()).types().of(type, null, span).named();
          return named == null ? List.of() : List.of(drop ? named.dropped() : named.created());
        });
  }

  /// The name of a type that has one in the database, with its schema, or null.
  @Nullable String typeName(Value type, Span span, Running running) {
    try {
      SqlType.NamedType named = rendering(running, Map.of()).types().of(type, null, span).named();
      return named == null ? null : named.name().text();
    } catch (NotRendered | PythonError e) {
      return null;
    }
  }

  private Rendering rendering(Running running, Map<String, Value> parameters) {
    return new Rendering(running, parameters, createsType);
  }

  private static Sending guarded(
      Arguments arguments, Span span, Supplier<List<Value.Text>> statements) {
    try {
      return new Sending.Statements(statements.get());
    } catch (NotRendered e) {
      return new Sending.NotUnderstood(e.why(), Mentions.of(arguments, e.anything()));
    } catch (PythonError e) {
      Value text = Value.Text.of(String.valueOf(e.getMessage()), span);
      throw new Raised(
          e.type(),
          String.valueOf(e.getMessage()),
          new Value.Construct(e.type(), Arguments.of(text), span));
    }
  }

  /// The position of the table among the arguments.
  private static int tableAt(String operation) {
    return switch (operation) {
      case "create_foreign_key",
          "create_unique_constraint",
          "create_primary_key",
          "create_check_constraint",
          "create_exclude_constraint",
          "create_index",
          "create_geospatial_index",
          "drop_index",
          "drop_geospatial_index",
          "drop_constraint" ->
          1;
      default -> 0;
    };
  }

  private static String tableName(String operation) {
    return operation.equals("create_foreign_key") ? "source_table" : "table_name";
  }

  private static String schemaName(String operation) {
    return operation.equals("create_foreign_key") ? "source_schema" : "schema";
  }

  private List<Value.Text> withoutTable(String operation, Call call, Running running) {
    Span at = call.span();
    return switch (operation) {
      case "execute" -> {
        call.ignore("execution_options");
        Value statement = call.required(0, "sqltext");
        call.finish();
        yield executed(statement, null, at, running);
      }
      case "bulk_insert" -> {
        call.ignore("multiinsert");
        Value table = call.required(0, "table");
        List<Value> rows = call.list(1, "rows");
        call.finish();
        yield rows.isEmpty()
            ? List.of()
            : List.of(rendering(running, Map.of()).queries().bulk(table, rows, at));
      }
      case "sync_enum_values" -> SynchronizedEnum.statements(call);
      default -> List.of(rename(call));
    };
  }

  private static Value.Text rename(Call call) {
    Span at = call.span();
    Target table = new Target(call.optionalName(2, "schema"), call.name(0, "old_table_name"));
    Name renamed = call.name(1, "new_table_name");
    call.finish();
    return new Sql(at)
        .words("ALTER TABLE ")
        .text(table.dotted(at))
        .words(" RENAME TO ")
        .text(renamed.sql())
        .text();
  }

  private List<Value.Text> executed(
      Value statement, @Nullable Value parameters, Span at, Running running) {
    Map<String, Value> named = Map.of();
    List<Value> rows = List.of();
    if (parameters instanceof Value.Mapping) {
      named = Changes.assignments(Arguments.of(parameters));
      rows = List.of(parameters);
    } else if (parameters instanceof Value.Sequence) {
      rows = Call.items(parameters, "the parameters of a statement");
    } else if (parameters != null && !(parameters instanceof Value.None)) {
      throw new NotRendered(
          "the parameters of a statement are not known" + Call.because(parameters));
    }
    Queries queries = rendering(running, named).queries();
    if (queries.isQuery(statement)) {
      Chain chain = Chain.of(statement);
      boolean insert = chain != null && chain.kind().equals("insert");
      return List.of(queries.statement(statement, insert ? rows : List.of()));
    }
    if (parameters instanceof Value.Sequence && !rows.isEmpty()) {
      List<Value.Text> all = new ArrayList<>();
      for (Value row : rows) {
        all.addAll(executed(statement, row, at, running));
      }
      return all;
    }
    return switch (statement) {
      case Value.Text text -> List.of(TextClause.render(text, queries.bound(), at));
      case Value.Construct construct when Call.simple(construct.name()).equals("DDL") ->
          List.of(Call.textOf(construct.arguments().positional().getFirst(), "the DDL"));
      case Value.Construct construct
          when Call.isText(construct) || construct.name().contains(".func.") ->
          List.of(queries.executable(construct, at));
      case Value.Construct construct -> SchemaStatements.of(construct, this, running);
      case Value.MemberCall call
          when call.name().equals("bindparams") || call.name().equals("execution_options") ->
          List.of(queries.executable(call, at));
      default ->
          throw new NotRendered(
              "the SQL that is executed is not known" + Call.because(statement), true);
    };
  }

  /// Rendering of constructs that describe DDL.
  Rendering rendering(Running running) {
    return rendering(running, Map.of());
  }

  /// @param first the position of the first argument after the table, for operations that begin
  ///   with it
  /// @param second the same for operations that begin with a name and the table
  private List<Value.Text> operation(
      String operation, Call call, Target table, int first, int second, Running running) {
    Rendering rendering = rendering(running, Map.of());
    IndexStatements indexes = new IndexStatements(rendering);
    TableStatements tables = new TableStatements(rendering, indexes);
    return switch (operation) {
      case "create_table", "create_geospatial_table" -> tables.create(call, table);
      case "add_column", "add_geospatial_column" ->
          tables.addColumn(call, table, call.required(first, "column"));
      case "alter_column" ->
          new AlterStatements(rendering).alter(call, table, call.name(first, "column_name"));
      case "drop_table", "drop_geospatial_table" -> List.of(drop(call, table));
      case "drop_column", "drop_geospatial_column" ->
          List.of(dropColumn(call, table, call.name(first, "column_name")));
      case "create_index", "create_geospatial_index" ->
          List.of(
              indexes.create(
                  call, table, call.optionalName(0, "index_name"), call.list(second, "columns")));
      case "drop_index", "drop_geospatial_index" ->
          List.of(indexes.drop(call, table, call.name(0, "index_name")));
      case "drop_constraint" -> List.of(dropConstraint(call, table, second));
      case "create_table_comment" ->
          List.of(tables.comment(call, table, call.text(first, "comment")));
      case "drop_table_comment" -> List.of(tables.comment(call, table, null));
      default ->
          List.of(
              TableStatements.add(
                  new AddedConstraints(rendering).of(operation, call, table, second), table));
    };
  }

  private static Value.Text drop(Call call, Target table) {
    call.ignore("info", "postgresql_partition_by", "comment", "prefixes");
    Sql sql =
        new Sql(call.span())
            .words("DROP TABLE ")
            .words(call.isTrue("if_exists") ? "IF EXISTS " : "")
            .text(table.sql(call.span()));
    call.finish();
    return sql.text();
  }

  private static Value.Text dropColumn(Call call, Target table, Name column) {
    Span at = call.span();
    Sql sql =
        new Sql(at)
            .words("ALTER TABLE ")
            .text(table.dotted(at))
            .words(" DROP COLUMN ")
            .words(call.isTrue("if_exists") ? "IF EXISTS " : "")
            .text(column.sql());
    call.finish();
    return sql.text();
  }

  private static Value.Text dropConstraint(Call call, Target table, int position) {
    Span at = call.span();
    Name name = call.optionalName(0, "constraint_name");
    call.ignore("type");
    Value.Text type = call.text(position, "type_");
    if (type != null && !Set.of("foreignkey", "primary", "unique", "check").contains(type.text())) {
      throw new PythonError(
          "TypeError", "'type' can be one of 'check', 'foreignkey', 'primary', 'unique', None");
    }
    if (name == null) {
      throw new PythonError(
          "sqlalchemy.exc.CompileError",
          "Can't emit DROP CONSTRAINT for constraint of %s; it has no name"
              .formatted(table.name().plain()));
    }
    Sql sql =
        new Sql(at)
            .words("ALTER TABLE ")
            .text(table.sql(at))
            .words(" DROP CONSTRAINT ")
            .words(call.isTrue("if_exists") ? "IF EXISTS " : "")
            .text(name.limited());
    call.finish();
    return sql.text();
  }
}
