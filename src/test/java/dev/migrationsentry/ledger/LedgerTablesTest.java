package dev.migrationsentry.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The tables of all runners in a real database, as their own programs make them.
final class LedgerTablesTest {
  @Test
  void eachIsKnownByItsFormAndReadAsItsRunnerMeansIt() throws Exception {
    try (EmbeddedPostgres server = TestServers.start(18)) {
      Snapshot snapshot = snapshot(server);
      TreeMap<String, String> read = new TreeMap<>();
      for (Ledger ledger : Ledgers.of(snapshot.ledgers())) {
        List<String> rows =
            ledger.rows().stream().map(row -> row.id() + " " + row.ending()).toList();
        read.put(ledger.table(), ledger.runner() + " " + ledger.extent() + " " + rows);
      }
      assertThat(read)
          .containsOnly(
              entry("alembic.alembic_version", "alembic HEADS [4b1d APPLIED, 9c20 APPLIED]"),
              entry(
                  "dbmate.schema_migrations",
                  "dbmate EACH [20250301120000 APPLIED, 20250302120000 APPLIED]"),
              entry(
                  "diesel.__diesel_schema_migrations",
                  "diesel EACH [00000000000000 APPLIED, 20250301120000 APPLIED]"),
              entry(
                  "django.django_migrations",
                  "django EACH [auth.0001_initial APPLIED, shop.0001_initial APPLIED]"),
              entry("ecto.schema_migrations", "ecto EACH [20250301120000 APPLIED]"),
              entry(
                  "flyway.flyway_schema_history",
                  "flyway EACH [2 BASELINE, 3 APPLIED, R__views.sql APPLIED]"),
              entry("golang.schema_migrations", "golang-migrate UP_TO [3 FAILED]"),
              entry("goose.goose_db_version", "goose EACH [1 APPLIED, 2 TAKEN_BACK]"),
              entry(
                  "graphile_migrate.migrations",
                  "graphile-migrate EACH [000001.sql APPLIED, 000002-phones.sql APPLIED]"),
              entry("home.app_migrations", "own EACH [001_users.sql APPLIED]"),
              entry("home.deployed_files", "own EACH [001_users.sql APPLIED]"),
              entry(
                  "knex.knex_migrations",
                  "knex EACH [20250301_users.js APPLIED, 20250302_phones.js APPLIED]"),
              entry(
                  "liquibase.databasechangelog",
                  "liquibase EACH [db/users.sql::1::ann APPLIED, db/phones.sql::1::ann APPLIED]"),
              entry("numbered.migrations", "postgres-migrations EACH [1 APPLIED]"),
              entry("pgm.pgmigrations", "node-pg-migrate EACH [1740800000000_users APPLIED]"),
              entry(
                  "prisma._prisma_migrations",
                  "prisma EACH [20250302_phones APPLIED, 20250304_notes FAILED]"),
              entry("rails.schema_migrations", "rails EACH [20250301120000 APPLIED]"),
              entry("sqlx._sqlx_migrations", "sqlx EACH [20250301120000 APPLIED]"),
              entry(
                  "supabase_migrations.schema_migrations",
                  "supabase EACH [20250301120000 APPLIED]"),
              entry("typeorm.migrations", "typeorm EACH [Users1740800000000 APPLIED]"));
      assertThat(snapshot.ledgers())
          .as("rows of users are not read")
          .noneMatch(table -> table.schema().equals("data"));
    }
  }

  private static java.util.Map.Entry<String, String> entry(String table, String read) {
    return java.util.Map.entry(table, read);
  }

  private static Snapshot snapshot(EmbeddedPostgres server) throws SQLException, IOException {
    server.createDatabase("ledgers");
    try (Connection connection = server.connect("ledgers");
        Statement statement = connection.createStatement();
        var sql =
            Objects.requireNonNull(
                LedgerTablesTest.class.getResourceAsStream("tables.sql"), "tables.sql")) {
      statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
    }
    String url =
        "postgresql://postgres:" + server.password() + "@127.0.0.1:" + server.port() + "/ledgers";
    return Snapshot.of(
        new LiveDatabase(DatabaseUrl.parse(url), Duration.ofSeconds(30)), Clock.systemUTC());
  }
}
