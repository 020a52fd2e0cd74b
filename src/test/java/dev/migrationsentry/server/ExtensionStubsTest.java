package dev.migrationsentry.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExtensionStubsTest {
  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void thoseWithASchemaOfTheirOwnNeedNoSearchPath(int major) throws SQLException {
    try (EmbeddedPostgres server = started(major)) {
      DatabaseUrl database = server.newDatabase("project");
      run(database, "set search_path = ''; create extension pgsodium; create extension pg_tle;");
      assertThat(
              values(
                  database,
                  "select extnamespace::regnamespace::text from pg_extension where extname like 'pg%' order by 1"))
          .containsExactly("pgsodium", "pgtle");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void columnsOfPgvectorCanBeMadeFilledChangedAndIndexed(int major) throws SQLException {
    try (EmbeddedPostgres server = started(major)) {
      DatabaseUrl database = server.newDatabase("project");
      run(
          database,
          """
          create schema extensions;
          create extension if not exists vector with schema extensions;
          set search_path = public, extensions;
          create table items (id bigserial primary key, embedding vector(1536), half halfvec(3));
          insert into items (embedding) values ('[1,2,3]'), ('[4,5,6]');
          create index on items using hnsw (embedding vector_cosine_ops);
          create index on items using ivfflat (embedding);
          insert into items (embedding) values ('[7,8,9]');
          alter table items alter column embedding type vector(768);
          select id from items order by embedding <-> '[1,2,3]' limit 5;
          """);
      assertThat(
              values(
                  database,
                  "select format_type(atttypid, atttypmod) from pg_attribute where attname = 'embedding' and attrelid = 'items'::regclass"))
          .containsExactly("extensions.vector(768)");
      assertThat(values(database, ExtensionStubs.INSTALLED)).containsExactly("vector");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void columnsOfPostgisCanBeMadeFilledAndIndexed(int major) throws SQLException {
    try (EmbeddedPostgres server = started(major)) {
      DatabaseUrl database = server.newDatabase("project");
      run(
          database,
          """
          create extension postgis;
          create table places (id serial primary key, at geometry(Point, 4326), around geography, area geometry(MultiPolygon,4326) not null default 'x');
          create index on places using gist (at);
          create index on places using gist (around);
          insert into places (at) values ('POINT(1 2)'), (ST_SetSRID(ST_MakePoint(1, 2), 4326)), ('POINT(3 4)');
          alter table places alter column at type geometry(Point, 3857) using ST_Transform(at, 3857);
          update places set at = 'POINT(5 6)';
          select id from places where ST_DWithin(at, ST_GeomFromText('POINT(1 2)', 4326), 5) order by at <-> 'POINT(0 0)'::geometry;
          set enable_seqscan = off;
          select id from places where at && 'POINT(5 6)';
          """);
      assertThat(values(database, ExtensionStubs.INSTALLED)).containsExactly("postgis");
      assertThat(values(database, "select count(*) from spatial_ref_sys")).containsExactly("0");
    }
  }

  @Test
  void otherExtensionsAreEmptyAndThoseOfContribAreReal() throws SQLException {
    try (EmbeddedPostgres server = started(18)) {
      DatabaseUrl database = server.newDatabase("project");
      run(database, "create extension pgaudit; create extension pg_cron; create extension citext");
      assertThat(values(database, ExtensionStubs.INSTALLED)).containsExactly("pg_cron", "pgaudit");
      assertThat(values(database, "select 'A'::citext = 'a'")).containsExactly("t");
    }
  }

  private static EmbeddedPostgres started(int major) {
    ServerCache cache = TestServers.cache();
    return EmbeddedPostgres.start(
        major, cache, ServerInstallation.withStubs(major, cache), List.of());
  }

  private static void run(DatabaseUrl url, String sql) throws SQLException {
    try (Connection connection = url.connect(new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> values(DatabaseUrl url, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = url.connect(new Properties());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
