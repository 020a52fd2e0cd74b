package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `op.alter_column`: one statement for each part, in Alembic's order (`alembic/ddl/postgresql.py`
/// and `impl.py`): type, NOT NULL, default, comment, name.
final class AlterStatements {
  private final Rendering rendering;

  AlterStatements(Rendering rendering) {
    this.rendering = rendering;
  }

  /// The statements of one call.
  List<Value.Text> alter(Call call, Target table, Name column) {
    Span at = call.span();
    List<Value.Text> statements = new ArrayList<>();
    Value type = call.value("type_") != null ? call.value("type_") : call.value("type");
    Value existing = existing(call);
    Value.Text using = call.text(-1, "postgresql_using");
    if (using != null && type == null) {
      throw new PythonError(
          "alembic.util.exc.CommandError",
          "postgresql_using must be used with the type_ parameter");
    }
    @Nullable SqlType to = type == null ? null : rendering.types().of(type, table.schema(), at);
    if (to != null) {
      if (existing != null) {
        dropCheck(existing, table, statements, at);
      }
      Sql sql = start(table, column, at).words(" TYPE ").text(to.sql());
      if (using != null && !using.text().isEmpty()) {
        sql.words(" USING ").text(using);
      }
      statements.add(sql.text());
    }
    Boolean nullable = call.truth(-1, "nullable");
    if (nullable != null) {
      statements.add(
          start(table, column, at).words(nullable ? " DROP NOT NULL" : " SET NOT NULL").text());
    }
    defaults(call, table, column, statements);
    Value comment = call.given(-1, "comment");
    if (comment != null && !isFalse(comment)) {
      statements.add(comment(table, column, comment, at));
    }
    Name renamed = call.optionalName(-1, "new_column_name");
    if (renamed == null) {
      renamed = call.optionalName(-1, "name");
    }
    if (renamed != null) {
      statements.add(
          new Sql(at)
              .words("ALTER TABLE ")
              .text(table.dotted(at))
              .words(" RENAME ")
              .text(column.sql())
              .words(" TO ")
              .text(renamed.sql())
              .text());
    }
    if (to != null && to.allowed() != null) {
      addCheck(to, table, column, statements, at);
    }
    call.ignore(
        "existing_nullable",
        "existing_comment",
        "existing_autoincrement",
        "autoincrement",
        "existing_server_default",
        "insert_before",
        "insert_after");
    call.finish();
    return statements;
  }

  /// The type before, as far as it is known: most types leave nothing behind.
  private static @Nullable Value existing(Call call) {
    try {
      return call.value("existing_type");
    } catch (NotRendered e) {
      return null;
    }
  }

  private static Sql start(Target table, Name column, Span at) {
    return new Sql(at)
        .words("ALTER TABLE ")
        .text(table.dotted(at))
        .words(" ALTER COLUMN ")
        .text(column.sql());
  }

  private static boolean isFalse(Value value) {
    return value instanceof Value.Truth truth && !truth.truth();
  }

  private static boolean isConstruct(@Nullable Value value, String name) {
    return value instanceof Value.Construct construct && Call.simple(construct.name()).equals(name);
  }

  private void defaults(Call call, Target table, Name column, List<Value.Text> statements) {
    Span at = call.span();
    Value given = call.given(-1, "server_default");
    Value before = call.given(-1, "existing_server_default");
    if (given == null || isFalse(given)) {
      return;
    }
    if (isConstruct(given, "Computed") || isConstruct(before, "Computed")) {
      throw new PythonError(
          "sqlalchemy.exc.CompileError",
          "Adding or removing a \"computed\" construct, e.g. GENERATED ALWAYS AS, to or from an"
              + " existing column is not supported.");
    }
    if (isConstruct(given, "Identity") || isConstruct(before, "Identity")) {
      statements.add(identity(table, column, given, before, at));
      return;
    }
    if (given instanceof Value.None) {
      statements.add(start(table, column, at).words(" DROP DEFAULT").text());
      return;
    }
    Value.Text standard = rendering.columns().standard(given, at);
    if (standard == null) {
      throw new NotRendered("the server_default is not known");
    }
    statements.add(start(table, column, at).words(" SET DEFAULT ").text(standard).text());
  }

  private static Value.Text identity(
      Target table, Name column, Value given, @Nullable Value before, Span at) {
    if (given instanceof Value.None) {
      return start(table, column, at).words(" DROP IDENTITY").text();
    }
    if (before instanceof Value.None) {
      return start(table, column, at)
          .words(" ADD ")
          .text(Columns.identity((Value.Construct) given))
          .text();
    }
    throw new NotRendered("what of the identity changes is not known");
  }

  private static Value.Text comment(Target table, Name column, Value comment, Span at) {
    return new Sql(at)
        .words("COMMENT ON COLUMN ")
        .text(table.dotted(at))
        .words(".")
        .text(column.sql())
        .words(" IS ")
        .text(
            comment instanceof Value.None
                ? Sql.words("NULL", at)
                : Sql.literal(Call.textOf(comment, "the comment"), at))
        .text();
  }

  private void dropCheck(Value existing, Target table, List<Value.Text> statements, Span at) {
    SqlType from;
    try {
      from = rendering.types().of(existing, table.schema(), at);
    } catch (NotRendered | PythonError e) {
      return;
    }
    if (from.allowed() == null) {
      return;
    }
    Name name = from.allowed().name();
    if (name == null) {
      throw new PythonError(
          "sqlalchemy.exc.CompileError",
          "Can't emit DROP CONSTRAINT for constraint CheckConstraint(); it has no name");
    }
    statements.add(
        new Sql(at)
            .words("ALTER TABLE ")
            .text(table.sql(at))
            .words(" DROP CONSTRAINT ")
            .text(name.limited())
            .text());
  }

  private static void addCheck(
      SqlType to, Target table, Name column, List<Value.Text> statements, Span at) {
    SqlType.Allowed allowed = java.util.Objects.requireNonNull(to.allowed());
    Value.Text body =
        new Sql(at)
            .words("CHECK (")
            .text(column.sql())
            .words(" IN (")
            .joined(", ", allowed.literals())
            .words("))")
            .text();
    statements.add(
        TableStatements.add(
            new TableConstraint(
                TableConstraint.Kind.CHECK, allowed.name(), List.of(column), body, true, at),
            table));
  }
}
