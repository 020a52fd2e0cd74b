package dev.migrationsentry.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.migration.Connection;
import dev.migrationsentry.migration.ConnectionReset;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.OrderBy;
import dev.migrationsentry.migration.Program;
import dev.migrationsentry.migration.Runner;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the rules say when code goes on after a failure. The file stands for the code: its lines
/// are sent one after the other; after `|` stands the handler that catches a failure.
final class CodeFailuresTest {
  private static final Runner RUNNER =
      new Runner(
          "code",
          "Code",
          OrderBy.NAME,
          TransactionMode.PER_MIGRATION,
          false,
          "commit in it",
          "stops",
          ConnectionReset.NOTHING,
          List.of());

  @Test
  void aSwallowedErrorIsOneFindingAtTheFirstError() {
    List<Finding> findings =
        check(
            """
            create table accounts (id bigint)
            alter table accounts drop column tier | except Exception:
            alter table accounts add column plan text | except Exception:
            update ledger set version = 'b'
            """);

    assertThat(findings).hasSize(1);
    Finding finding = findings.getFirst();
    assertThat(finding.rule()).isEqualTo("swallowed-error");
    assertThat(finding.where().line()).isEqualTo(2);
    assertThat(finding.sqlState()).isEqualTo("42703");
    assertThat(finding.seen()).startsWith("\"except Exception:\" in line 2 catches this error");
    assertThat(finding.effect()).contains("All 2 statements after it are refused with 25P02");
  }

  @Test
  void anErrorThatIsCaughtWithASavepointIsNone() {
    assertThat(
            check(
                """
                create table accounts (id bigint)
                savepoint one
                alter table accounts drop column tier | except Exception:
                rollback to savepoint one
                alter table accounts add column plan text
                """))
        .isEmpty();
  }

  @Test
  void anErrorThatIsCaughtOutsideOfATransactionIsNone() {
    assertThat(
            check(
                """
                create table accounts (id bigint)
                commit
                alter table accounts drop column tier | except Exception:
                alter table accounts add column plan text
                """))
        .extracting(Finding::rule)
        .containsExactly("transaction-nesting");
  }

  @Test
  void aCaughtErrorAtTheEndStillLosesTheTransaction() {
    assertThat(
            check(
                """
                create table accounts (id bigint)
                alter table accounts drop column tier | except Exception:
                """))
        .extracting(Finding::rule)
        .containsExactly("fails-on-empty-database");
  }

  @Test
  void aColonThatReachesTheServerIsNamed() {
    List<Finding> findings = check("select to_regclass(:table_name)");

    assertThat(findings).extracting(Finding::rule).containsExactly("bind-parameter-in-driver-sql");
    assertThat(findings.getFirst().seen()).startsWith("Parameter :table_name ");
    assertThat(findings.getFirst().safer())
        .contains("sa.text(\"select to_regclass(:table_name)\"), {\"table_name\": …})");
  }

  private static List<Finding> check(String code) {
    SourceFile file = new SourceFile("0001.py", code);
    Program program = connection -> run(file, connection);
    Migration migration =
        new Migration(
            "0001",
            "0001.py",
            MigrationKind.VERSIONED,
            null,
            List.of(),
            new Script(file.span(0, code.length()), program),
            null,
            TransactionMode.PER_MIGRATION,
            null,
            null);
    return Rules.check(
            new History(".", RUNNER, List.of(migration), List.of(), List.of(), null),
            World.empty(18))
        .findings();
  }

  private static Program.Ending run(SourceFile file, Connection connection) {
    int start = 0;
    for (String line : file.text().lines().toList()) {
      int bar = line.indexOf(" | ");
      int end = start + (bar < 0 ? line.length() : bar);
      SourceFile sent =
          SourceFile.sent(
              file, List.of(new SourceFile.Piece(file.text().substring(start, end), start, end)));
      Statement statement = SqlReader.read(sent).getFirst();
      if (connection.execute(statement) instanceof Outcome.Fails) {
        if (bar < 0) {
          return Program.Ending.BROKEN_OFF;
        }
        connection.caught(statement, new Span(file, end + 3, start + line.length()));
      }
      start += line.length() + 1;
    }
    return Program.Ending.REACHED;
  }
}
