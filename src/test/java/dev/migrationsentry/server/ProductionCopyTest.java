package dev.migrationsentry.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.migrationsentry.catalog.DatabaseUrl;
import dev.migrationsentry.catalog.LiveDatabase;
import dev.migrationsentry.catalog.Snapshot;
import dev.migrationsentry.catalog.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductionCopyTest {
  private static final Path EVERY_KIND =
      Path.of("src/test/resources/dev/migrationsentry/rehearsal/every-kind-of-object.sql");

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void aCopyHasEveryKindOfObject(int major) throws Exception {
    Snapshot snapshot = snapshot(major, Files.readString(EVERY_KIND));
    try (ProductionCopy copy = ProductionCopy.start(request(major), snapshot)) {
      assertThat(copy.schema().reasons()).isEmpty();
      assertThat(copy.schema().isExact()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void aCopyOfWhatDefinitionsHoldIsExactTheSecondTimeToo(int major) throws Exception {
    // A new key each time: the first copy is made, the second one found.
    String fresh = "create table fresh_" + DatabaseNames.random(6) + " ();";
    Snapshot snapshot =
        snapshot(
            major,
            fresh
                + """
                drop schema public cascade;
                create role app_owner;
                create schema shop;
                create view shop.totals as select 1 as total;
                create table shop.orders (id bigserial primary key, total numeric check (total > 0));
                create or replace view shop.totals as select 1 as total from shop.orders;
                alter table shop.orders owner to app_owner;
                create function shop.last() returns shop.orders language sql as 'select * from shop.orders limit 1';
                create policy own on shop.orders to app_owner using (total < 5);
                create extension tablefunc schema shop;
                create text search dictionary shop.stems (template = snowball, language = 'german');
                create text search configuration shop.german (copy = german);
                alter text search configuration shop.german alter mapping for word with shop.stems, simple;
                create table shop.parts (id bigint primary key, name text, state text);
                create publication inserts for table shop.orders, shop.parts with (publish = 'insert');
                create publication nothing;
                create publication few for table shop.parts (id, state) where (id > 5);
                create publication whole for tables in schema shop;
                create publication everything for all tables with (publish_via_partition_root);
                """);
    for (int round = 0; round < 2; round++) {
      try (ProductionCopy copy = ProductionCopy.start(request(major), snapshot)) {
        assertThat(copy.schema().reasons()).isEmpty();
        assertThat(copy.schema().isExact()).isTrue();
        assertThat(kept(copy)).isEqualTo(1);
        DatabaseUrl one = copy.newDatabase("production");
        DatabaseUrl two = copy.newDatabase("production");
        assertThat(one.database()).isEqualTo("production");
        assertThat(two.database()).isNotEqualTo("production");
        assertThat(
                values(one, "select nspname from pg_namespace where nspname in ('public', 'shop')"))
            .containsExactly("shop");
        assertThat(values(two, "select tableowner from pg_tables where tablename = 'orders'"))
            .containsExactly("app_owner");
      }
    }
  }

  @Test
  void theRowsOfLedgersComeAlongAndGoOn() throws Exception {
    Snapshot snapshot =
        snapshot(
            18,
            """
            create table alembic_version (version_num varchar(32) primary key);
            insert into alembic_version values ('91614ff3fbf6'), ('it''s \\ odd');
            create table pgmigrations (id serial primary key, name text, run_on timestamp not null);
            insert into pgmigrations (name, run_on) values ('1_a', '2026-01-02 03:04:05'), ('2_b', now());
            create table django_migrations (id bigint generated always as identity, app text, name text,
              applied timestamptz, joined text generated always as (app || name) stored);
            insert into django_migrations (app, name) values ('shop', '0001_initial');
            create table schema_migrations (version text unique, dirty boolean default false);
            create function no() returns trigger language plpgsql as 'begin raise exception ''no''; end';
            create trigger no before insert on schema_migrations for each row execute function no();
            alter table schema_migrations disable trigger no;
            insert into schema_migrations values (null, true);
            alter table schema_migrations enable trigger no;
            """);
    try (ProductionCopy copy = ProductionCopy.start(request(18), snapshot)) {
      assertThat(copy.schema().reasons()).isEmpty();
      DatabaseUrl database = copy.newDatabase("production");
      assertThat(values(database, "select version_num from alembic_version order by 1"))
          .containsExactly("91614ff3fbf6", "it's \\ odd");
      assertThat(values(database, "select run_on::text from pgmigrations where name = '1_a'"))
          .containsExactly("2026-01-02 03:04:05");
      assertThat(values(database, "select joined from django_migrations"))
          .containsExactly("shop0001_initial");
      assertThat(values(database, "select version is null and dirty from schema_migrations"))
          .containsExactly("t");
      assertThat(
              values(
                  database,
                  "insert into pgmigrations (name, run_on) values ('3_c', now()) returning id"))
          .containsExactly("3");
      assertThat(
              values(database, "insert into django_migrations (app) values ('next') returning id"))
          .containsExactly("2");
    }
  }

  @Test
  void whatCanNotBeMadeIsListedWithTheReason() throws Exception {
    Snapshot made = snapshot(18, "create table kept (id integer)");
    List<String> definitions = new ArrayList<>(made.definitions());
    definitions.add("create extension if not exists no_such_thing with schema public cascade");
    definitions.add("create index far on public.gone (id)");
    Snapshot snapshot =
        with(made, definitions, new Snapshot.Extension("no_such_thing", "1.0", "public"));
    try (ProductionCopy copy = ProductionCopy.start(request(18), snapshot)) {
      assertThat(copy.schema().failed())
          .extracting(SchemaCopy.Failure::reason)
          .containsExactly(
              "extension \"no_such_thing\" is not available",
              "relation \"public.gone\" does not exist");
      assertThat(copy.schema().isExact()).isFalse();
    }
  }

  @Test
  void anExtensionThatIsNotToBeHadIsAStubAndNamed() throws Exception {
    assumeTrue(
        InstalledServers.find(18, System.getenv()).isEmpty(),
        "the PostgreSQL 18 of this machine may have the extension");
    Snapshot made = snapshot(18, "create schema extensions; create table items (id integer)");
    List<String> definitions = new ArrayList<>(made.definitions());
    definitions.add("alter table public.items add column embedding extensions.vector(3)");
    Snapshot snapshot =
        with(made, definitions, new Snapshot.Extension("vector", "0.8.0", "extensions"));
    try (ProductionCopy copy = ProductionCopy.start(request(18), snapshot)) {
      assertThat(copy.schema().failed()).isEmpty();
      assertThat(copy.schema().stubs()).containsExactly("vector");
      assertThat(copy.schema().reasons()).contains("the extension vector is a stub here");
      assertThat(copy.server().stubs(copy.newDatabase("production"))).containsExactly("vector");
      assertThat(copy.server().description()).contains(" for ");
    }
  }

  @Test
  void anotherMajorOrAnOldSnapshotIsNeverExact(@TempDir Path folder) throws Exception {
    Snapshot snapshot = snapshot(15, "create table kept (id integer)");
    try (ProductionCopy copy = ProductionCopy.start(request(18), snapshot)) {
      assertThat(copy.schema().reasons())
          .containsExactly("the server here is PostgreSQL 18, the source is 15");
    }
    Path file = folder.resolve("old.json");
    String text = SnapshotFile.text(snapshot);
    Files.writeString(file, text.substring(0, text.indexOf(",\n  \"fingerprint\"")) + "\n}\n");
    try (ProductionCopy copy = ProductionCopy.start(request(15), SnapshotFile.read(file))) {
      assertThat(copy.schema().reasons())
          .containsExactly("the snapshot has no fingerprint to compare with; take a new one");
    }
  }

  @Test
  void aGivenServerHoldsTheCopyAndLosesItAgain() throws Exception {
    Snapshot snapshot = snapshot(18, "create role deployer; create table orders (id integer)");
    try (EmbeddedPostgres somebodys = TestServers.start(18)) {
      DatabaseUrl url = somebodys.address("postgres");
      try (ProductionCopy copy =
          ProductionCopy.start(ServerRequest.of(18, Map.of()).on(url, false), snapshot)) {
        assertThat(copy.schema().isExact()).isTrue();
        assertThat(values(copy.newDatabase("x"), "select count(*) from orders"))
            .containsExactly("0");
        assertThat(values(url, "select rolname from pg_roles where rolname = 'deployer'"))
            .hasSize(1);
      }
      assertThat(values(url, "select rolname from pg_roles where rolname = 'deployer'")).isEmpty();
      assertThat(values(url, "select datname from pg_database where datname ~ 'sentry'")).isEmpty();
    }
  }

  private static Snapshot with(
      Snapshot made, List<String> definitions, Snapshot.Extension extension) {
    List<Snapshot.Extension> extensions = new ArrayList<>(made.extensions());
    extensions.add(extension);
    return new Snapshot(
        made.format(),
        made.takenAt(),
        made.database(),
        made.serverVersion(),
        made.major(),
        made.role(),
        definitions,
        extensions,
        made.availableExtensions(),
        made.installableExtensions(),
        made.tables(),
        made.ledgers(),
        made.rights(),
        made.fingerprint());
  }

  /// How many copies are kept for the next time.
  private static long kept(ProductionCopy copy) throws IOException {
    String key = copy.template().database().substring("tpl_".length());
    try (Stream<Path> templates = Files.list(TestServers.cache().templates())) {
      return templates.filter(template -> template.toString().endsWith(key)).count();
    }
  }

  @Test
  void aRoleThatMayOnlyCreateDatabasesCopiesLedgersToo() throws Exception {
    Snapshot snapshot =
        snapshot(
            18,
            "create table schema_migrations (version text primary key); insert into schema_migrations values ('7')");
    try (EmbeddedPostgres somebodys = TestServers.start(18)) {
      try (Connection connection = somebodys.connect("postgres");
          Statement statement = connection.createStatement()) {
        statement.execute("create role maker login createdb password 'p'");
      }
      DatabaseUrl url = DatabaseUrl.of("127.0.0.1", somebodys.port(), "postgres", "maker", "p");
      try (ProductionCopy copy =
          ProductionCopy.start(ServerRequest.of(18, Map.of()).on(url, false), snapshot)) {
        assertThat(copy.schema().reasons()).isEmpty();
        assertThat(values(copy.newDatabase("x"), "select version from schema_migrations"))
            .containsExactly("7");
      }
    }
  }

  private static ServerRequest request(int major) {
    return ServerRequest.of(major, System.getenv());
  }

  private static Snapshot snapshot(int major, String sql) throws SQLException {
    try (EmbeddedPostgres server = TestServers.start(major)) {
      server.createDatabase("production");
      try (Connection connection = server.connect("production");
          Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return Snapshot.of(
          new LiveDatabase(server.address("production"), Duration.ofSeconds(30)),
          Clock.systemUTC());
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
