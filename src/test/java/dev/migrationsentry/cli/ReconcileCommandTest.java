package dev.migrationsentry.cli;

import static dev.migrationsentry.cli.ReconciledProject.hash;
import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `reconcile` against real servers: what it writes, and that whatever it refuses stays as it is.
final class ReconcileCommandTest {
  private static final String CLIENTS = "create table clients (id bigint primary key);\n";
  private static final String EMAIL = "alter table clients add email text;\n";
  private static final String PHONE = "alter table clients add phone text;\n";

  private static EmbeddedPostgres older;
  private static EmbeddedPostgres newer;

  @TempDir private Path folder;

  @BeforeAll
  static void startServers() {
    older = TestServers.start(15);
    newer = TestServers.start(18);
  }

  @AfterAll
  static void stopServers() {
    older.close();
    newer.close();
  }

  private ReconciledProject project(int major) throws Exception {
    return new ReconciledProject(folder, major == 15 ? older : newer);
  }

  /// A ledger of the project's own runner.
  private static void own(ReconciledProject project, String... filesAndChecksums) throws Exception {
    project.sql(
        "create table deployed (filename text primary key, checksum text not null,"
            + " applied_at timestamptz)");
    for (int i = 0; i < filesAndChecksums.length; i += 2) {
      project.sql(
          "insert into deployed values ('"
              + filesAndChecksums[i]
              + "', '"
              + filesAndChecksums[i + 1]
              + "', timestamptz '2026-03-01 12:00Z' + interval '1 hour' * "
              + i
              + ")");
    }
  }

  private static String checksums(ReconciledProject project) throws Exception {
    return project.query("select checksum from deployed order by filename");
  }

  @Test
  void aLedgerWithoutAnyMismatchIsLeftAlone() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("002_email.sql", EMAIL);
      project.sql(CLIENTS, EMAIL);
      own(
          project,
          "001_clients.sql",
          hash("SHA-1", CLIENTS),
          "002_email.sql",
          hash("SHA-1", EMAIL));
      assertThat(project.reconcile("--accept"))
          .contains("KEPT       001_clients.sql  The recorded checksum is that of the file.\n")
          .contains("2 kept\nNothing was written: there is nothing to write.\n")
          .endsWith("exit code 0\n");
      assertThat(project.hasAudit()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void checksumsOfAnotherProgramBecomeThoseOfTheRunner(int major) throws Exception {
    try (ReconciledProject project = project(major)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("002_email.sql", EMAIL);
      project.commit("003_phone.sql", PHONE);
      project.sql(CLIENTS, EMAIL, PHONE);
      // Another program has accepted the first two; the runner itself has applied the third since.
      own(
          project,
          "001_clients.sql",
          hash("SHA-256", CLIENTS),
          "002_email.sql",
          hash("SHA-256", EMAIL),
          "003_phone.sql",
          hash("SHA-1", PHONE));
      String before = checksums(project);

      assertThat(project.reconcile())
          .contains("ACCEPTED   001_clients.sql  The content is the same: recorded is SHA-256")
          .contains("KEPT       003_phone.sql")
          .contains("Nothing was written: this is a dry run. --accept writes 2 rows.\n")
          .endsWith("exit code 1\n");
      assertThat(checksums(project)).isEqualTo(before);
      assertThat(project.hasAudit()).isFalse();

      assertThat(
              project.run(
                  Map.of("DATABASE_URL", project.url(), "MIGRATIONS_ACCEPT", "1"),
                  "reconcile",
                  folder.toString()))
          .contains("2 rows of public.deployed were written")
          .endsWith("exit code 0\n");
      assertThat(checksums(project))
          .isEqualTo(
              hash("SHA-1", CLIENTS) + "\n" + hash("SHA-1", EMAIL) + "\n" + hash("SHA-1", PHONE));
      assertThat(
              project.rows(
                  "select action, ledger, recorded_as, changed_column, old_value, new_value,"
                      + " database_role, client_user, tool_version from migration_sentry_audit order by entry"))
          .containsExactly(
              "accept public.deployed 001_clients.sql checksum "
                  + hash("SHA-256", CLIENTS)
                  + " "
                  + hash("SHA-1", CLIENTS)
                  + " postgres ann "
                  + Version.current(),
              "accept public.deployed 002_email.sql checksum "
                  + hash("SHA-256", EMAIL)
                  + " "
                  + hash("SHA-1", EMAIL)
                  + " postgres ann "
                  + Version.current());
      assertThat(project.reconcile("--accept")).contains("3 kept\n").endsWith("exit code 0\n");
      assertThat(project.run("status", folder.toString())).doesNotContain("migration_sentry_audit");
      assertThat(project.run("verify", folder.toString())).doesNotContain("migration_sentry_audit");
    }
  }

  @Test
  void editedCommentsAreAccepted() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("db/V1__clients.sql", CLIENTS);
      project.commit("db/V1__clients.sql", "-- Who buys.\n" + CLIENTS);
      project.sql(CLIENTS);
      // Flyway's checksum of the first version.
      String applied = flyway(CLIENTS);
      project.sql(
          "create table flyway_schema_history (installed_rank int primary key, version varchar(50),"
              + " description varchar(200), type varchar(20), script varchar(1000), checksum int,"
              + " installed_by varchar(100), installed_on timestamp default now(), execution_time int, success boolean)",
          "insert into flyway_schema_history values (1, '1', 'clients', 'SQL', 'V1__clients.sql', "
              + applied
              + ", 'ann', now(), 5, true)");
      assertThat(project.reconcile("--accept"))
          .contains("ACCEPTED   1  Only comments or white space were edited.\n")
          .endsWith("exit code 0\n");
      assertThat(project.query("select checksum from flyway_schema_history"))
          .isEqualTo(flyway("-- Who buys.\n" + CLIENTS));
      assertThat(project.reconcile()).contains("1 kept").endsWith("exit code 0\n");
    }
  }

  /// The checksum as Flyway computes it: CRC-32 of the lines without their ends.
  private static String flyway(String text) {
    CRC32 crc = new CRC32();
    text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return Integer.toString((int) crc.getValue());
  }

  private static void prisma(ReconciledProject project, String checksum) throws Exception {
    project.sql(
        "create table _prisma_migrations (id varchar(36) primary key, checksum varchar(64) not null,"
            + " finished_at timestamptz, migration_name varchar(255) not null, logs text,"
            + " rolled_back_at timestamptz, started_at timestamptz not null default now(),"
            + " applied_steps_count int not null default 0)",
        "insert into _prisma_migrations values ('a', '"
            + checksum
            + "', now(), '1_clients', null, null, now(), 1)",
        "insert into _prisma_migrations values ('b', 'lost', null, '1_clients', null, now(), now() - interval '1 hour', 0)");
  }

  private void prismaProject(ReconciledProject project, String now) throws Exception {
    project.write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    project.commit("prisma/migrations/1_clients/migration.sql", CLIENTS);
    project.commit("prisma/migrations/1_clients/migration.sql", now);
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void anEditThatProductionHasIsAccepted(int major) throws Exception {
    String now =
        "create table clients (id bigint primary key, state text not null default 'new');\n";
    try (ReconciledProject project = project(major)) {
      prismaProject(project, now);
      prisma(project, hash("SHA-256", CLIENTS));
      project.sql(CLIENTS, "alter table clients add state text not null default 'new'");
      assertThat(project.reconcile("--accept"))
          .contains(
              "ACCEPTED   1_clients  Production has the schema that the edited file makes: proved by a replay, and on a PostgreSQL "
                  + major
                  + ".\n")
          .endsWith("exit code 0\n");
      assertThat(project.query("select checksum from _prisma_migrations order by id"))
          .isEqualTo(hash("SHA-256", now) + "\nlost");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void anEditThatProductionDoesNotHaveIsRefused(int major) throws Exception {
    String now =
        "create table clients (id bigint primary key, state text not null default 'new');\n";
    try (ReconciledProject project = project(major)) {
      prismaProject(project, now);
      prisma(project, hash("SHA-256", CLIENTS));
      project.sql(CLIENTS);
      assertRefused(
          project,
          "REFUSED    1_clients  Production is not as the edited file makes it: column public.clients.state is missing.");
      // With another default production has the same structure, and another expression.
      project.sql("alter table clients add state text not null default 'draft'");
      assertRefused(
          project,
          "REFUSED    1_clients  That production is as the edited file makes it is not proved: production differs from what a PostgreSQL "
              + major
              + " makes of the files of today: columns of public.clients.");
    }
  }

  private void assertRefused(ReconciledProject project, String reason) throws Exception {
    String before = project.query("select id, checksum from _prisma_migrations order by id");
    assertThat(project.reconcile("--accept"))
        .contains(reason)
        .contains("Nothing was written: there is nothing to write.\n")
        .endsWith("exit code 1\n");
    assertThat(project.query("select id, checksum from _prisma_migrations order by id"))
        .isEqualTo(before);
    assertThat(project.hasAudit()).isFalse();
  }

  @Test
  void withoutAServerNoEditOfStatementsIsAccepted() throws Exception {
    String now = "create table clients (id bigint primary key, state text);\n";
    try (ReconciledProject project = project(18)) {
      prismaProject(project, now);
      prisma(project, hash("SHA-256", CLIENTS));
      project.sql(now);
      assertThat(project.reconcile("--accept", "--no-server"))
          .contains("there is no server to prove it on: --no-server was given.")
          .endsWith("exit code 1\n");
      assertThat(project.hasAudit()).isFalse();
    }
  }

  @Test
  void changedRowsAreNeverProved() throws Exception {
    String now = CLIENTS + "insert into clients values (1);\n";
    try (ReconciledProject project = project(18)) {
      prismaProject(project, now);
      prisma(project, hash("SHA-256", CLIENTS));
      project.sql(now);
      assertRefused(
          project,
          "Nothing proves that the edit is harmless: \"insert into clients values (1)\" handles rows, which are not compared.");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void somebodyCanAnswerForOneFileWithOneContent(int major) throws Exception {
    String now = "alter table clients add email text not null;\n";
    try (ReconciledProject project = project(major)) {
      project.commit("Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n");
      project.commit("migrations/1_clients.sql", CLIENTS);
      project.commit("migrations/2_email.sql", EMAIL);
      project.commit("migrations/2_email.sql", now);
      project.sql(
          CLIENTS,
          EMAIL,
          "create table _sqlx_migrations (version bigint primary key, description text not null,"
              + " installed_on timestamptz not null default now(), success boolean not null,"
              + " checksum bytea not null, execution_time bigint not null)",
          "insert into _sqlx_migrations values (1, 'clients', now(), true, '\\x"
              + hash("SHA-384", CLIENTS)
              + "', 1), (2, 'email', now(), true, '\\x"
              + hash("SHA-384", EMAIL)
              + "', 1)");
      String checksum = "select encode(checksum, 'hex') from _sqlx_migrations where version = 2";
      String ack = "2_email.sql:\\x" + hash("SHA-384", now);
      assertThat(project.reconcile("--accept"))
          .contains("REFUSED    2  Production is not as the edited file makes it")
          .contains("to answer for it yourself: --force --ack " + ack + "\n")
          .endsWith("exit code 1\n");
      assertThat(project.reconcile("--accept", "--force", "--ack", ack.replace(":\\x", ":\\x0")))
          .contains("is for another content; what is here now would be --ack " + ack)
          .endsWith("exit code 2\n");
      assertThat(project.reconcile("--accept", "--force", "--ack", "1_clients.sql:abc"))
          .contains("names no migration that is refused here. Nothing was written.")
          .endsWith("exit code 2\n");
      assertThat(project.reconcile("--accept", "--force")).endsWith("exit code 2\n");
      assertThat(project.reconcile("--accept", "--ack", ack)).endsWith("exit code 2\n");
      assertThat(project.query(checksum)).isEqualTo(hash("SHA-384", EMAIL));
      assertThat(project.hasAudit()).isFalse();

      assertThat(project.reconcile("--accept", "--force", "--ack", ack))
          .contains("ACCEPTED   2  Forced by --ack " + ack + ", although: Production is not")
          .endsWith("exit code 0\n");
      assertThat(project.query(checksum)).isEqualTo(hash("SHA-384", now));
      assertThat(project.query("select action, recorded_as from migration_sentry_audit"))
          .isEqualTo("force 2");
    }
  }

  @Test
  void lineEndsOfACopyAreNoReasonToWrite() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("002_email.sql", EMAIL);
      project.write("002_email.sql", EMAIL.replace("\n", "\r\n"));
      project.sql(CLIENTS, EMAIL);
      own(
          project,
          "001_clients.sql",
          hash("SHA-1", CLIENTS),
          "002_email.sql",
          hash("SHA-1", EMAIL));
      assertThat(project.reconcile("--accept"))
          .contains("KEPT       002_email.sql    The recorded checksum is that of the file in git")
          .endsWith("exit code 0\n");
      // Once they are committed, the runner finds another file.
      project.commit("Change line ends");
      assertThat(project.reconcile("--accept"))
          .contains("ACCEPTED   002_email.sql    Only line ends, the byte order mark or blanks")
          .endsWith("exit code 0\n");
      assertThat(checksums(project))
          .isEqualTo(hash("SHA-1", CLIENTS) + "\n" + hash("SHA-1", EMAIL.replace("\n", "\r\n")));
    }
  }

  @Test
  void rowsWithoutAFileAndFailedOnesAreForPeople() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.sql(CLIENTS);
      own(project, "000_gone.sql", "abc", "001_clients.sql", hash("SHA-1", CLIENTS));
      assertThat(project.reconcile("--accept"))
          .contains("NOT_FOUND  000_gone.sql     No such migration here: ")
          .contains("a deleted row would let it run again.")
          .endsWith("exit code 1\n");
      assertThat(project.hasAudit()).isFalse();
    }
  }

  @Test
  void aSnapshotIsNeverWrittenTo() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.sql(CLIENTS);
      own(project, "001_clients.sql", hash("SHA-1", CLIENTS));
      String file = folder.resolve("shop.json").toString();
      assertThat(project.run("snapshot", "-o", file)).endsWith("exit code 0\n");
      assertThat(project.reconcile("--database", file)).endsWith("exit code 0\n");
      assertThat(project.reconcile("--database", file, "--accept"))
          .contains("A snapshot can't be written to")
          .endsWith("exit code 2\n");
    }
  }

  @Test
  void aRoleWithoutTheRightWritesNothing() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("001_clients.sql", "-- Who buys.\n" + CLIENTS);
      project.sql(CLIENTS);
      own(project, "001_clients.sql", hash("SHA-1", CLIENTS));
      project.sql(
          "drop role if exists deployer",
          "create role deployer login password 'd3ploy@%'",
          "grant select, update on deployed to deployer",
          "grant select on clients to deployer");
      String output =
          project.run(
              Map.of("DATABASE_URL", project.url("deployer:d3ploy%40%25")),
              "reconcile",
              folder.toString(),
              "--accept");
      assertThat(output)
          .contains("The role deployer may not write the ledger, or may not make")
          .contains("nothing was written.")
          .doesNotContain("d3ploy")
          .endsWith("exit code 2\n");
      assertThat(checksums(project)).isEqualTo(hash("SHA-1", CLIENTS));
      project.sql("drop owned by deployer", "drop role deployer");
    }
  }

  @Test
  void programsReadTheSame() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.commit("001_clients.sql", CLIENTS);
      project.commit("001_clients.sql", "-- Who buys.\n" + CLIENTS);
      project.sql(CLIENTS);
      own(project, "001_clients.sql", hash("SHA-1", CLIENTS));
      assertThat(project.reconcile("--format", "json"))
          .contains("\"dryRun\" : true")
          .contains("\"word\" : \"ACCEPTED\"")
          .contains("\"oldChecksum\" : \"" + hash("SHA-1", CLIENTS) + "\"")
          .contains("\"written\" : 0")
          .endsWith("exit code 1\n");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 18})
  void theMigrationThatConvergesWorksInProductionAndInANewDatabase(int major) throws Exception {
    String now =
        """
        create table clients (
          id bigint primary key,
          state text not null default 'new',
          age integer check (age > 0)
        );
        create index clients_state on clients (state) where age is not null;
        """;
    try (ReconciledProject project = project(major)) {
      project.commit("migrations/001_clients.sql", CLIENTS);
      project.commit("migrations/002_email.sql", EMAIL);
      project.commit("migrations/001_clients.sql", now);
      project.sql(CLIENTS, EMAIL);
      own(
          project,
          "001_clients.sql",
          hash("SHA-1", CLIENTS),
          "002_email.sql",
          hash("SHA-1", EMAIL));
      assertThat(project.reconcile("--accept", "--write"))
          .contains("REFUSED    001_clients.sql")
          .contains("This migration converges 001_clients.sql; replays prove it")
          .contains("migrations/003_clients_v2.sql (written):\n")
          .endsWith("exit code 1\n");
      String next = Files.readString(folder.resolve("migrations/003_clients_v2.sql"));
      project.commit("Converge");
      project.sql(
          next,
          "insert into deployed values ('003_clients_v2.sql', '"
              + hash("SHA-1", next)
              + "', now())");
      assertThat(project.reconcile("--accept"))
          .contains("ACCEPTED   001_clients.sql     The edited file makes the same schema: proved")
          .endsWith("exit code 0\n");
      assertThat(project.run("verify", folder.toString())).endsWith("exit code 0\n");
    }
  }

  @Test
  void whatDependsOnRowsIsSaid() throws Exception {
    String now = "create table clients (id bigint primary key, state text not null);\n";
    try (ReconciledProject project = project(18)) {
      prismaProject(project, now);
      prisma(project, hash("SHA-256", CLIENTS));
      project.sql(CLIENTS);
      assertThat(project.reconcile())
          .contains("--force --ack 1_clients:" + hash("SHA-256", now))
          .contains("it depends on the rows of clients.")
          .contains("prisma/migrations/2_clients_v2/migration.sql (not written; --write writes it)")
          .endsWith("exit code 1\n");
      assertThat(folder.resolve("prisma/migrations/2_clients_v2")).doesNotExist();
    }
  }

  @Test
  void aMigrationThatDestroysDataSaysSo() throws Exception {
    try (ReconciledProject project = project(18)) {
      prismaProject(project, CLIENTS);
      String applied = "create table clients (id bigint primary key, state text);\n";
      project.commit(
          "prisma/migrations/2_email/migration.sql", applied.replace("clients", "orders"));
      project.commit(
          "prisma/migrations/2_email/migration.sql", CLIENTS.replace("clients", "orders"));
      prisma(project, hash("SHA-256", CLIENTS));
      project.sql(
          CLIENTS,
          applied.replace("clients", "orders"),
          "insert into _prisma_migrations values ('c', '"
              + hash("SHA-256", applied.replace("clients", "orders"))
              + "', now(), '2_email', null, null, now(), 1)");
      assertThat(project.reconcile("--accept"))
          .contains(
              "REFUSED    2_email    Production is not as the edited file makes it: column public.orders.state is still there.")
          .contains("    -- DESTROYS DATA: alter table public.orders drop column if exists state\n")
          .endsWith("exit code 1\n");
    }
  }

  @Test
  void aMigrationThatWouldFailInProductionIsNotOffered() throws Exception {
    String now =
        "create table orders (id bigint primary key, client bigint references clients (id));\n";
    String applied = "create table orders (id bigint primary key, client bigint);\n";
    try (ReconciledProject project = project(18)) {
      project.commit("migrations/001_clients.sql", CLIENTS);
      project.commit("migrations/002_orders.sql", applied);
      project.commit("migrations/002_orders.sql", now);
      // Somebody has dropped the table that the new key refers to.
      project.sql(applied);
      own(
          project,
          "001_clients.sql",
          hash("SHA-1", CLIENTS),
          "002_orders.sql",
          hash("SHA-1", applied));
      assertThat(project.reconcile("--write"))
          .contains(
              "No migration is offered for 002_orders.sql: A migration was derived, but is not offered: PostgreSQL would answer 42P01")
          .endsWith("exit code 1\n");
      assertThat(folder.resolve("migrations/003_orders_v2.sql")).doesNotExist();
    }
  }

  @Test
  void editedRevisionsOfAlembicConvergeAsWell() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.write("alembic.ini", "[alembic]\nscript_location = migrations\n");
      project.write("migrations/env.py", "from alembic import context\n");
      String revision =
          """
          from alembic import op
          import sqlalchemy as sa

          revision = "aa10"
          down_revision = None


          def upgrade():
              op.create_table("clients", sa.Column("id", sa.Integer(), primary_key=True))


          def downgrade():
              op.drop_table("clients")
          """;
      project.commit("migrations/versions/aa10_clients.py", revision);
      project.commit(
          "migrations/versions/aa10_clients.py",
          revision.replace(
              "primary_key=True)", "primary_key=True), sa.Column(\"email\", sa.Text())"));
      project.sql(
          "create table clients (id serial primary key)",
          "create table alembic_version (version_num varchar(32) primary key)",
          "insert into alembic_version values ('aa10')");
      assertThat(project.reconcile("--accept"))
          .contains(
              "REFUSED    aa10  Production is not as the edited file makes it: column public.clients.email is missing.")
          .contains("alter table public.clients add column if not exists email text")
          .contains("down_revision = 'aa10'")
          .endsWith("exit code 1\n");
      project.sql("alter table clients add email text");
      assertThat(project.reconcile("--accept"))
          .contains(
              "KEPT       aa10  No checksum is recorded. Production has the schema that the edited file makes")
          .endsWith("exit code 0\n");
      assertThat(project.hasAudit()).isFalse();
    }
  }

  @Test
  void aStampNeedsEveryObjectOfTheSkippedRevisions() throws Exception {
    try (ReconciledProject project = project(18)) {
      project.write("alembic.ini", "[alembic]\nscript_location = migrations\n");
      project.write("migrations/env.py", "from alembic import context\n");
      revision(project, "aa10", "None", "op.execute('create table clients (id int primary key)')");
      revision(project, "bb20", "'aa10'", "op.execute('create table orders (id int primary key)')");
      revision(project, "cc30", "'bb20'", "op.execute('alter table orders add total numeric')");
      revision(project, "dd40", "'cc30'", "op.execute('update orders set total = 0')");
      project.commit("Begin");
      project.sql(
          "create table clients (id int primary key)",
          "create table orders (id int primary key)",
          "create table alembic_version (version_num varchar(32) primary key)",
          "insert into alembic_version values ('aa10')");
      String version = "select version_num from alembic_version";
      assertThat(project.reconcile("--accept", "--stamp", "cc30"))
          .contains(
              "REFUSED    stamp cc30  Production does not have what the skipped revisions make: column public.orders.total is missing.")
          .endsWith("exit code 1\n");
      project.sql("alter table orders add total numeric");
      assertThat(project.reconcile("--accept", "--stamp", "dd40"))
          .contains(
              "Nothing proves that dd40 has run: \"update orders set total = 0\" handles rows")
          .endsWith("exit code 1\n");
      assertThat(project.reconcile("--stamp", "cc30")).endsWith("exit code 1\n");
      assertThat(project.query(version)).isEqualTo("aa10");
      assertThat(project.hasAudit()).isFalse();

      assertThat(project.reconcile("--accept", "--stamp", "cc30"))
          .contains(
              "ACCEPTED   stamp cc30  All that bb20, cc30 make is there. public.alembic_version: aa10 becomes cc30.")
          .endsWith("exit code 0\n");
      assertThat(project.query(version)).isEqualTo("cc30");
      assertThat(project.query("select action, old_value, new_value from migration_sentry_audit"))
          .isEqualTo("stamp aa10 cc30");
    }
  }

  private static void revision(ReconciledProject project, String id, String after, String up)
      throws Exception {
    project.write(
        "migrations/versions/" + id + "_step.py",
        "from alembic import op\n\nrevision = '"
            + id
            + "'\ndown_revision = "
            + after
            + "\n\n\ndef upgrade():\n    "
            + up
            + "\n\n\ndef downgrade():\n    pass\n");
  }
}
