package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// What `rehearse` says of data that migrations remove.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RehearseLossTest extends RehearsedProject {
  private EmbeddedPostgres server;

  @BeforeAll
  void start() throws Exception {
    server = TestServers.start(18);
    server.createDatabase("kiosk");
    try (Connection connection = server.connect("kiosk");
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table readers (id int primary key, name text, fax text, pager text);
          insert into readers select i, 'r' || i from generate_series(1, 1500) i;
          create table papers (id int primary key);
          insert into papers select generate_series(1, 70);
          create table loans (reader int references readers, paper int references papers);
          insert into loans values (1, 1), (2, 2), (3, 3);
          create table visits (at timestamptz);
          analyze;
          """);
    }
    server.copyDatabase("kiosk", "recorded");
    try (Connection connection = server.connect("recorded");
        Statement statement = connection.createStatement()) {
      statement.execute("create table schema_migrations (version varchar primary key)");
    }
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private String from(String database) {
    return "postgresql://postgres:"
        + server.password()
        + "@127.0.0.1:"
        + server.port()
        + "/"
        + database;
  }

  @Test
  void theRowsThatEveryStartRemovesAreNamedWithTheirNumber() throws Exception {
    write(
        "migrations/001_begin.sql",
        "drop table if exists readers cascade;\ncreate table readers (id bigint primary key);\n");
    write("migrations/002_visits.sql", "create table if not exists visits (at timestamptz);\n");
    Said said = rehearse(List.of("--from", from("kiosk")));
    assertThat(said.out())
        .contains("2 work, 0 fail")
        .contains("Data that are there now are lost, and again at every start")
        .contains("  table readers with all its rows (1,500 rows in production)\n")
        .contains("    migrations/001_begin.sql:1:1\n");
    assertThat(said.code()).isEqualTo(ExitCode.FOUND);
    assertThat(rehearse(List.of("--from", from("kiosk"), "--format", "json")).out())
        .contains("\"extent\" : \"table\"")
        .contains("\"table\" : \"public.readers\"")
        .contains("\"rowsInProduction\" : 1500")
        .contains("\"line\" : 1,")
        .contains("\"losesAtEveryStart\" : true");
  }

  @Test
  void columnsAndRowsAreNamedAsProductionNamesThem() throws Exception {
    migration("1_columns", "alter table readers rename fax to old_fax");
    migration("2_columns", "alter table readers drop old_fax");
    migration("3_rows", "delete from visits");
    migration("4_rows", "truncate papers cascade");
    migration("5_rows", "delete from readers where id = 5");
    Said said = rehearse(List.of("--from", from("recorded")));
    assertThat(said.out())
        .contains("Data that are there now are lost:\n")
        .contains("  column fax of readers with its values (1,500 rows in production)\n")
        .contains("    db/migrations/2_columns.sql:2:1\n")
        .contains("  all rows of visits (0 rows in production)\n")
        .contains("  all rows of papers (70 rows in production)\n")
        .contains("  all rows of loans (3 rows in production)\n")
        .doesNotContain("all rows of readers");
    assertThat(said.code()).isEqualTo(ExitCode.FINE);
  }

  @Test
  void aFailedMigrationTakesNothingAway() throws Exception {
    migration("1_papers", "drop table loans; drop table papers; create table readers ()");
    assertThat(rehearse(List.of("--from", from("recorded"))).out())
        .contains("fails  1_papers.sql")
        .doesNotContain("are lost");
  }

  @Test
  void whatCodeRemovesOutOfSightIsProvedByTheServer() throws Exception {
    migration(
        "1_hidden",
        """
        do $$ declare r record; begin
          for r in select attrelid::regclass as t, attname as c from pg_attribute
                    where attname = 'pag' || 'er' and attnum > 0 loop
            execute format('alter table %s drop column %I', r.t, r.c);
          end loop;
        end $$\
        """);
    assertThat(rehearse(List.of("--from", from("recorded"))).out())
        .contains("  column pager of readers with its values (1,500 rows in production)\n")
        .contains("    by which statement is not known\n");
  }

  @Test
  void theProjectsOwnCommandIsHeldAgainstTheSame() throws Exception {
    needs("psql", "--version");
    migration("1_papers", "drop table loans; drop table papers");
    String send = "drop table loans; drop table papers; insert into schema_migrations values ('1')";
    Said said =
        rehearse(List.of("--from", from("recorded")), "psql", "-v", "ON_ERROR_STOP=1", "-c", send);
    assertThat(said.out())
        .contains("  table papers with all its rows (70 rows in production)\n")
        .contains("    db/migrations/1_papers.sql:2:19\n");
    assertThat(
            rehearse(List.of("--from", from("recorded"), "--format", "json"), "psql", "-c", send)
                .out())
        .contains("\"table\" : \"public.papers\"");
  }

  private void migration(String name, String sql) throws Exception {
    write("db/migrations/" + name + ".sql", "-- migrate:up\n" + sql + ";\n-- migrate:down\n");
  }
}
