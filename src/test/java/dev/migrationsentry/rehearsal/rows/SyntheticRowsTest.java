package dev.migrationsentry.rehearsal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SyntheticRowsTest {
  private static final String SCHEMA =
      """
      create extension citext;
      create type mood as enum ('good', 'bad');
      create type pair as (a int, b text);
      create domain zip as text check (value ~ '^[0-9]{5}$');
      create schema "Odd Shop";
      create table "Odd Shop"."Clients" (
        id bigint generated always as identity primary key,
        "E-Mail" citext not null unique check ("E-Mail" like '%@%'),
        mood mood not null, zip zip not null, tags text[] not null, during int4range not null,
        data jsonb not null, token uuid not null unique, photo bytea not null, home inet not null,
        code char(2) not null, price numeric(4,2) not null, made timestamptz not null default now(),
        upper_mail text generated always as (upper("E-Mail"::text)) stored,
        whole pair not null, flags bit(4) not null, days daterange not null, stay interval not null);
      create table shops (
        country varchar(2), number smallint, state text not null check (state in ('open', 'closed')),
        size int not null check (size between 40 and 50), primary key (country, number));
      create table sales (
        id serial primary key, client bigint not null references "Odd Shop"."Clients",
        country varchar(2) not null, number smallint not null, before int references sales,
        foreign key (country, number) references shops,
        unique (client, country, number));
      create table parts (id int primary key, whole int not null references parts);
      create table chickens (id int primary key, egg int);
      create table eggs (id int primary key, chicken int not null references chickens);
      alter table chickens add foreign key (egg) references eggs;
      create table logs (id int, day date not null) partition by range (day);
      create table logs_2026 partition of logs for values from ('2026-01-01') to ('2027-01-01');
      create table never (id int primary key check (id < 0 and id > 0));
      create table after_never (id int primary key references never);
      """;

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void everyTableGetsRowsThatItsConstraintsTakeOrAReasonIsGiven(int major) throws Exception {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("shop");
      try (Connection connection = server.connect("shop");
          Statement statement = connection.createStatement()) {
        statement.execute(SCHEMA);
        List<FilledTable> filled =
            SyntheticRows.fill(
                connection,
                List.of("public.sales", "parts", "eggs", "logs", "after_never", "public.missing"),
                7,
                0);
        assertThat(filled)
            .filteredOn(table -> table.added() == 7)
            .extracting(FilledTable::table)
            .containsExactlyInAnyOrder(
                "\"Odd Shop\".\"Clients\"", "shops", "sales", "parts", "chickens", "eggs", "logs");
        assertThat(filled)
            .filteredOn(table -> table.added() == 0)
            .extracting(table -> table.table() + ": " + table.why().split(":", -1)[0])
            .containsExactlyInAnyOrder(
                "never: 23514 ERROR",
                "after_never: there is no row that id can refer to",
                "public.missing: it is not there");
        try (ResultSet rows = statement.executeQuery("select count(*) from sales")) {
          rows.next();
          assertThat(rows.getInt(1)).isEqualTo(7);
        }
      }
    }
  }
}
