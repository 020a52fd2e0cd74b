package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.List;

/// Constructs of DDL that code executes itself: `op.execute(CreateSequence(Sequence("s")))`.
final class SchemaStatements {
  private SchemaStatements() {}

  /// The statements of a construct.
  ///
  /// @throws NotRendered for one that is not known
  static List<Value.Text> of(Value.Construct construct, Operations operations, Running running) {
    Call call = Call.of(construct);
    Span at = call.span();
    Sql sql =
        switch (Call.simple(construct.name())) {
          case "CreateSequence" ->
              sequence(
                  new Sql(at)
                      .words("CREATE SEQUENCE ")
                      .words(call.isTrue("if_not_exists") ? "IF NOT EXISTS " : ""),
                  call.required(0, "element"),
                  operations,
                  running);
          case "DropSequence" ->
              new Sql(at)
                  .words("DROP SEQUENCE ")
                  .words(call.isTrue("if_exists") ? "IF EXISTS " : "")
                  .text(name(call.required(0, "element")));
          case "CreateSchema" ->
              new Sql(at)
                  .words("CREATE SCHEMA ")
                  .words(call.isTrue("if_not_exists") ? "IF NOT EXISTS " : "")
                  .text(call.name(0, "element").sql());
          case "DropSchema" -> {
            Name schema = call.name(0, "element");
            yield new Sql(at)
                .words("DROP SCHEMA ")
                .words(call.isTrue("if_exists") ? "IF EXISTS " : "")
                .text(schema.sql())
                .words(call.isTrue("cascade") ? " CASCADE" : "");
          }
          default -> throw new NotRendered(construct.name() + " as a statement is not known");
        };
    call.finish();
    return List.of(sql.text());
  }

  private static Value.Construct construct(Value sequence) {
    if (sequence instanceof Value.Construct construct
        && Call.simple(construct.name()).equals("Sequence")) {
      return construct;
    }
    throw new NotRendered("the sequence is not known" + Call.because(sequence));
  }

  private static Value.Text name(Value sequence) {
    Call call = Call.of(construct(sequence));
    return Enumerations.qualified(
        call.span(), call.optionalName(-1, "schema"), call.name(0, "name"));
  }

  private static Sql sequence(Sql sql, Value value, Operations operations, Running running) {
    Call call = Call.of(construct(value));
    sql.text(name(value));
    call.ignore("name", "schema", "optional", "quote", "metadata", "quote_schema", "for_update");
    Value type = call.value("data_type");
    if (type != null) {
      sql.words(" AS ")
          .text(operations.rendering(running).types().of(type, null, call.span()).sql());
    }
    String options = Columns.identityOptions(call, 1);
    if (!options.isEmpty()) {
      sql.words(" " + options);
    }
    call.finish();
    return sql;
  }
}
