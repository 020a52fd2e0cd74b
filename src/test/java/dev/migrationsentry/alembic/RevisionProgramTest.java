package dev.migrationsentry.alembic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.execution.Executor;
import dev.migrationsentry.migration.Connection;
import dev.migrationsentry.migration.Program;
import dev.migrationsentry.program.Modules;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.python.PythonReader;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Small revisions, and what they send to a database that has the table `orders`.
final class RevisionProgramTest {
  private static final String HEAD =
      """
      from alembic import op
      import sqlalchemy as sa
      from sqlalchemy.exc import ProgrammingError

      """;

  /// A connection that writes down what is sent: `?` before what is in doubt, `!` with the state
  /// before what fails, `~` before what is not known.
  private static final class Log implements Connection {
    private final List<String> lines = new ArrayList<>();
    private final List<Statement> statements = new ArrayList<>();
    private Database now;

    Log() {
      String prelude =
          "create table orders (id int primary key, total int);"
              + "create table alembic_version (version_num varchar(32) primary key);";
      World world = World.empty(16).after(SqlReader.read(new SourceFile("prelude.sql", prelude)));
      now = world.database();
      begin();
    }

    @Override
    public Database database() {
      return now;
    }

    @Override
    public Outcome execute(Statement statement) {
      Outcome outcome = Executor.execute(statement, now);
      statements.add(statement);
      String text = text(statement);
      switch (outcome) {
        case Outcome.Done done -> {
          lines.add(text);
          now = done.after();
        }
        case Outcome.Unknown unknown -> {
          lines.add("~ " + text);
          now = unknown.after();
        }
        case Outcome.Fails(ServerError error) -> {
          lines.add("! " + error.sqlState() + " " + text);
          Transaction transaction = now.transaction();
          now = transaction == null ? now : now.in(transaction.afterFailure());
        }
      }
      return outcome;
    }

    @Override
    public void doubt(Statement statement, String why) {
      statements.add(statement);
      lines.add("? " + text(statement));
      now = Executor.doubted(statement, now, why).after();
    }

    private static String text(Statement statement) {
      return statement instanceof Opaque opaque && opaque.failure() == null
          ? "(" + opaque.reason() + ")"
          : statement.span().text();
    }

    @Override
    public void caught(Statement statement, Span handler) {
      lines.add("caught");
    }

    @Override
    public void commit() {
      lines.add("-- commit");
      now = now.in(null);
    }

    @Override
    public void begin() {
      now = now.in(Transaction.begin(now, false));
    }
  }

  private static Log run(String code, Map<String, String> files) {
    Module module = PythonReader.read(new SourceFile("versions/a1.py", HEAD + code));
    assertThat(module.failure()).isNull();
    Modules modules =
        new Modules() {
          @Override
          public @Nullable Module module(String name) {
            SourceFile file = file(name.replace('.', '/') + ".py");
            return file == null ? null : PythonReader.read(file);
          }

          @Override
          public @Nullable SourceFile file(String path) {
            String text = files.get(path);
            return text == null ? null : new SourceFile(path, text);
          }
        };
    Log log = new Log();
    Program.Ending ending =
        new RevisionProgram(module, "upgrade", List.<Value.Text>of(), modules).run(log);
    log.lines.add(ending == Program.Ending.REACHED ? "reached" : "broken off");
    return log;
  }

  private static List<String> sent(String code) {
    return run(code, Map.of()).lines;
  }

  @Test
  void loopsOverConstantsAndPutsNamesTogether() {
    assertThat(
            sent(
                """
                TABLES = ["a", "b"]

                def name(table, suffix="_log"):
                    return table + suffix

                def upgrade():
                    for index, table in enumerate(TABLES):
                        op.execute(f"CREATE TABLE {name(table)} (n int DEFAULT {index})")
                    op.execute("DROP TABLE %s" % name("a", suffix="_log"))
                """))
        .containsExactly(
            "CREATE TABLE a_log (n int DEFAULT 0)",
            "CREATE TABLE b_log (n int DEFAULT 1)",
            "DROP TABLE a_log",
            "reached");
  }

  @Test
  void asksTheInspectorBeforeItActs() {
    assertThat(
            sent(
                """
                def upgrade():
                    inspector = sa.inspect(op.get_bind())
                    columns = {c["name"] for c in inspector.get_columns("orders")}
                    if "total" not in columns:
                        op.add_column("orders", sa.Column("total", sa.Integer()))
                    if "note" not in columns:
                        op.add_column("orders", sa.Column("note", sa.Text()))
                    if inspector.has_table("customers"):
                        op.drop_table("customers")
                """))
        .containsExactly("ALTER TABLE orders ADD COLUMN note TEXT", "reached");
  }

  @Test
  void runsBothWaysInDoubtWhereRunTimeDecides() {
    assertThat(
            sent(
                """
                def upgrade():
                    import os
                    if os.environ.get("WIDE"):
                        op.drop_column("orders", "total")
                    op.execute("SELECT 1")
                """))
        .containsExactly("? ALTER TABLE orders DROP COLUMN total", "SELECT 1", "reached");
  }

  @Test
  void failsEverythingAfterAnErrorThatItSwallows() {
    assertThat(
            sent(
                """
                def upgrade():
                    try:
                        op.drop_table("missing")
                    except ProgrammingError:
                        pass
                    op.drop_table("orders")
                """))
        .containsExactly(
            "! 42P01 DROP TABLE missing", "caught", "! 25P02 DROP TABLE orders", "broken off");
  }

  @Test
  void goesBackToASavepoint() {
    assertThat(
            sent(
                """
                def upgrade():
                    try:
                        with op.get_bind().begin_nested():
                            op.drop_table("missing")
                    except Exception as error:
                        print(error)
                    op.drop_table("orders")
                """))
        .containsExactly(
            "SAVEPOINT sa_savepoint_1",
            "! 42P01 DROP TABLE missing",
            "ROLLBACK TO SAVEPOINT sa_savepoint_1",
            "caught",
            "DROP TABLE orders",
            "reached");
  }

  @Test
  void leavesTheTransactionForAnAutocommitBlock() {
    assertThat(
            sent(
                """
                def upgrade():
                    with op.get_context().autocommit_block():
                        op.execute("CREATE INDEX CONCURRENTLY i ON orders (total)")
                """))
        .containsExactly("-- commit", "CREATE INDEX CONCURRENTLY i ON orders (total)", "reached");
  }

  @Test
  void bindsValuesAndSendsWhatTheDriverDoesNotKnow() {
    assertThat(
            sent(
                """
                def upgrade():
                    bind = op.get_bind()
                    found = bind.execute(
                        sa.text("SELECT to_regclass(:name)"), {"name": "public.orders"}
                    ).scalar()
                    if found:
                        bind.exec_driver_sql("SELECT to_regclass(:name)", {"name": "orders"})
                """))
        .containsExactly(
            "SELECT to_regclass('public.orders')",
            "! 42601 SELECT to_regclass(:name)",
            "broken off");
  }

  @Test
  void readsModulesAndFilesOfTheRepository() {
    String names =
        """
        import enum
        import flask

        app = flask.Flask()
        app.register()

        TABLE = "orders"

        class Kind(enum.Enum):
            A = "a"
            B = "b"
        """;
    Log log =
        run(
            """
            import pathlib
            from app.names import Kind, TABLE

            def upgrade():
                for kind in Kind:
                    op.execute(f"COMMENT ON TABLE {TABLE} IS '{kind.value}'")
                op.execute((pathlib.Path("sql") / "drop.sql").read_text())
            """,
            Map.of("app/names.py", names, "sql/drop.sql", "DROP TABLE orders"));
    assertThat(log.lines)
        .containsExactly(
            "COMMENT ON TABLE orders IS 'a'",
            "COMMENT ON TABLE orders IS 'b'",
            "DROP TABLE orders",
            "reached");
  }

  @Test
  void pointsToTheCharactersOfTheRevision() {
    Log log =
        run(
            """
            def upgrade():
                op.execute(
                    '''
                    SELECT missing
                    FROM orders
                    '''
                )
            """,
            Map.of());
    Outcome outcome = Executor.execute(log.statements.getFirst(), new Log().database());
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Fails.class,
            fails -> {
              assertThat(fails.error().sqlState()).isEqualTo("42703");
              assertThat(fails.error().at().line()).isEqualTo(8);
              assertThat(fails.error().at().column()).isEqualTo(16);
            });
  }

  @Test
  void saysWhatItDoesNotKnow() {
    assertThat(
            sent(
                """
                from helpers import rebuild

                def upgrade():
                    rebuild(op.get_bind(), "orders")
                """))
        .containsExactly("~ (`helpers.rebuild` is not known, and gets the connection)", "reached");
  }

  @Test
  void endsWithTheErrorThatTheCodeRaises() {
    assertThat(
            sent(
                """
                def upgrade():
                    raise RuntimeError("no way back")
                """))
        .containsExactly("~ (it ends with RuntimeError: no way back)", "broken off");
  }
}
