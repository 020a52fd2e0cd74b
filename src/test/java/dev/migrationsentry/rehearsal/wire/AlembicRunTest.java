package dev.migrationsentry.rehearsal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
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

        List<MigrationSegment> segments =
            Attribution.of(run.statements(), LedgerHabit.of("alembic").orElseThrow());
        assertThat(segments)
            .extracting(MigrationSegment::migration)
            .containsExactly("r1", "r2", "r3", null);
        assertThat(segments)
            .extracting(segment -> segment.work().size())
            .containsExactly(2, 3, 1, 1);
        assertThat(locks(segments.get(0)))
            .containsExactly("orders ACCESS EXCLUSIVE", "orders SHARE");
        assertThat(segments.get(1).work().getFirst().effects().rewrites())
            .extracting(rewrite -> rewrite.relation().name())
            .containsExactly("orders");
        assertThat(segments.get(1).work().get(1).effects().writes())
            .extracting(RowsWritten::updated)
            .containsExactly(1000L);
        assertThat(locks(segments.get(1))).contains("customers SHARE ROW EXCLUSIVE");
        assertThat(locks(segments.get(2))).containsExactly("orders SHARE UPDATE EXCLUSIVE");
        TracedStatement failure = segments.get(3).work().getFirst();
        assertThat(TracedRun.sqlState(failure)).isEqualTo("23502");
        assertThat(failure.status()).isEqualTo(TransactionStatus.FAILED);
      }
    }
  }

  private static List<String> locks(MigrationSegment segment) {
    return segment.work().stream()
        .map(TracedStatement::effects)
        .flatMap(effects -> effects.locks().stream())
        .filter(lock -> !lock.relation().isIndex())
        .map(lock -> lock.relation() + " " + lock.mode().sql())
        .toList();
  }
}
