package dev.migrationsentry.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A mistake of the program costs one statement, and is said.
class FaultTest {
  private static final Database EMPTY = FreshDatabase.create(18);

  /// No reader makes a name without parts.
  private static Statement impossible() {
    Span span = new SourceFile("1.sql", "refresh").span(0, 7);
    return new ViewStatement.RefreshMaterializedView(
        false, new QualifiedName(List.of(), span), true, span);
  }

  @Test
  void aMistakeIsUnknownAndNamesItsPlace() {
    Outcome outcome = Executor.execute(impossible(), EMPTY);
    assertThat(Fault.in(outcome))
        .startsWith("a fault of Migration Sentry, NoSuchElementException at ")
        .contains("sql.ast.QualifiedName")
        .endsWith("; please report it");
  }

  @Test
  void whatFollowsIsUncertainAndNoFaultItself() {
    Database after = ((Outcome.Unknown) Executor.execute(impossible(), EMPTY)).after();
    Statement later = SqlReader.read(new SourceFile("2.sql", "drop table missing")).getFirst();
    Outcome outcome = Executor.execute(later, after);
    assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
    assertThat(Fault.in(outcome)).isNull();
  }

  @Test
  void aSmallStackIsAFaultOfOneStatement() throws InterruptedException {
    StringBuilder views = new StringBuilder("create table v0 (id int);");
    for (int i = 1; i < 20_000; i++) {
      views.append("create view v").append(i).append(" as select id from v").append(i - 1);
      views.append(';');
    }
    views.append("drop table v0 cascade;");
    List<Statement> statements = SqlReader.read(new SourceFile("3.sql", views.toString()));
    Outcome[] last = new Outcome[1];
    Thread small =
        new Thread(
            null,
            () -> {
              Database now = EMPTY;
              for (Statement statement : statements) {
                last[0] = Executor.execute(statement, now);
                now = last[0] instanceof Outcome.Done done ? done.after() : now;
              }
            },
            "small",
            256 * 1024);
    small.start();
    small.join();
    assertThat(Fault.in(last[0])).contains("StackOverflowError");
  }
}
