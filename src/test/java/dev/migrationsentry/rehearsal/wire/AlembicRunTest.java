package dev.migrationsentry.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real `alembic upgrade head` through the proxy.
final class AlembicRunTest {
  private static final List<String> REVISIONS =
      List.of(
          """
          op.add_column("orders", sa.Column("status", sa.Text()))
          op.create_index("ix_orders_status", "orders", ["status"])
          """,
          """
          op.alter_column("orders", "amount", type_=sa.Numeric(14, 4))
          op.execute("update orders set status = 'new'")
          op.create_foreign_key("fk_orders", "orders", "customers", ["customer_id"], ["id"])
          """,
          """
          with op.get_context().autocommit_block():
              op.create_index("ix_orders_customer", "orders", ["customer_id"],
                              postgresql_concurrently=True)
          """,
          """
          op.alter_column("customers", "email", nullable=False)
          """);

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void tellsWhatEachRevisionDid(int major, @TempDir Path folder) throws Exception {
    String python = AlembicProject.python().orElse("");
    assumeTrue(!python.isEmpty(), "there is no Alembic with psycopg2 on this machine");
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute(
            """
            create table customers (id int primary key, email text);
            create table orders (id int primary key, customer_id int, amount numeric(8, 2));
            insert into customers values (1, null);
            insert into orders select i, 1, 1 from generate_series(1, 1000) as i;
            """);
      }
      AlembicProject project = AlembicProject.write(folder, REVISIONS);
      try (TracedRun run = new TracedRun(server, "shop", TraceSettings.FULL)) {
        assertThat(project.upgrade(python, run.proxy.url(), "")).isEqualTo(1);
        assertThat(project.output()).contains("contains null values");
        assertThat(run.events(TraceGap.class)).isEmpty();

        List<List<TracedStatement>> revisions = work(run.statements());
        assertThat(revisions).extracting(List::size).containsExactly(2, 3, 1, 1);
        assertThat(locks(revisions.get(0)))
            .containsExactly("orders ACCESS EXCLUSIVE", "orders SHARE");
        assertThat(revisions.get(1).getFirst().effects().rewrites())
            .extracting(rewrite -> rewrite.relation().name())
            .containsExactly("orders");
        assertThat(revisions.get(1).get(1).effects().writes())
            .extracting(RowsWritten::updated)
            .containsExactly(1000L);
        assertThat(locks(revisions.get(1))).contains("customers SHARE ROW EXCLUSIVE");
        assertThat(locks(revisions.get(2))).containsExactly("orders SHARE UPDATE EXCLUSIVE");
        TracedStatement failure = revisions.get(3).getFirst();
        assertThat(TracedRun.sqlState(failure)).isEqualTo("23502");
        assertThat(failure.status()).isEqualTo(TransactionStatus.FAILED);
      }
    }
  }

  /// What each revision did: the statements up to the next move of the version that are none of
  /// Alembic's own.
  private static List<List<TracedStatement>> work(List<TracedStatement> statements) {
    List<List<TracedStatement>> revisions = new ArrayList<>(List.of(new ArrayList<>()));
    for (TracedStatement statement : statements) {
      String tag = statement.tag();
      if (statement.sql().contains("alembic_version")) {
        if (tag != null && (tag.startsWith("UPDATE") || tag.startsWith("INSERT"))) {
          revisions.add(new ArrayList<>());
        }
      } else if (tag == null
          || Stream.of("ALTER ", "CREATE ", "UPDATE ").anyMatch(tag::startsWith)) {
        revisions.getLast().add(statement);
      }
    }
    return revisions;
  }

  private static List<String> locks(List<TracedStatement> revision) {
    return revision.stream()
        .map(TracedStatement::effects)
        .flatMap(effects -> effects.locks().stream())
        .filter(lock -> !lock.relation().isIndex())
        .map(lock -> lock.relation() + " " + lock.mode().sql())
        .toList();
  }
}
