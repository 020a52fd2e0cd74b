package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// `fix` names and places files as each runner wants them, and what it writes passes.
class FixRunnersTest extends FixedProject {
  private Said mended(String kind) {
    Said said = run("fix", "--write");
    assertThat(said.out()).contains("[" + kind + "]");
    assertThat(said.code()).as(said.out() + said.err()).isZero();
    assertThat(run("check").out()).contains(": 0 errors");
    return said;
  }

  @Test
  void placesAGuardBetweenTwoVersionsOfFlyway() throws IOException {
    write("sql/V1__visits.sql", "create table visits (id bigint primary key);\n");
    write("sql/V2__report.sql", "create view report as select seen_at from visits;\n");
    write("sql/V3__seen.sql", "alter table visits add column seen_at timestamptz;\n");

    Said said = mended("guard-migration");

    assertThat(said.out()).contains("sql/V1.1__ensure_seen_at.sql (new)");
    assertThat(read("sql/V3__seen.sql"))
        .isEqualTo("alter table visits add column IF NOT EXISTS seen_at timestamptz;\n");
    assertThat(run("rehearse").code()).isZero();
  }

  @Test
  void placesAFolderForPrisma() throws IOException {
    write("prisma/migrations/migration_lock.toml", "provider = \"postgresql\"\n");
    write(
        "prisma/migrations/20260101100000_users/migration.sql",
        "create table \"User\" (\"id\" serial primary key);\n");
    write(
        "prisma/migrations/20260102100000_index/migration.sql",
        "create index \"User_email_idx\" on \"User\" (\"email\");\n");
    write(
        "prisma/migrations/20260103100000_email/migration.sql",
        "alter table \"User\" add column \"email\" text;\n");

    Said said = mended("guard-migration");

    assertThat(said.out())
        .contains("prisma/migrations/20260102095959_ensure_email/migration.sql (new)");
    assertThat(run("rehearse").code()).isZero();
  }

  private void revision(String id, String parent, String body) throws IOException {
    write(
        "alembic/versions/" + id + ".py",
        "\"\"\""
            + id
            + "\n\nRevision ID: "
            + id
            + "\nRevises: "
            + parent
            + "\n\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = \""
            + id
            + "\"\ndown_revision = "
            + (parent.isEmpty() ? "None" : "\"" + parent + "\"")
            + "\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n    "
            + body
            + "\n\n\ndef downgrade():\n    pass\n");
  }

  private void alembic() throws IOException {
    write("alembic.ini", "[alembic]\nscript_location = alembic\n");
    write("alembic/env.py", "from alembic import context\n");
    revision(
        "a1f3c2d4e5b6",
        "",
        "op.create_table(\"users\", sa.Column(\"id\", sa.Integer(), primary_key=True))");
  }

  @Test
  void putsARevisionOfAlembicBetweenTwoOthers() throws IOException {
    alembic();
    revision(
        "b7c9d1e3f5a2", "a1f3c2d4e5b6", "op.create_index(\"ix_email\", \"users\", [\"email\"])");
    revision(
        "c4e6f8a1b3d5",
        "b7c9d1e3f5a2",
        "op.execute(\"ALTER TABLE users ADD COLUMN IF NOT EXISTS email text\")");

    Said said = mended("guard-migration");

    assertThat(said.out()).contains("_ensure_email.py (new)").contains("all 4 migrations work");
    assertThat(read("alembic/versions/b7c9d1e3f5a2.py"))
        .doesNotContain("a1f3c2d4e5b6")
        .contains("down_revision = \"");
  }

  @Test
  void joinsTheHeadsOfAlembic() throws IOException {
    alembic();
    revision("b7c9d1e3f5a2", "a1f3c2d4e5b6", "op.execute(\"create table left_side (id int)\")");
    revision("c4e6f8a1b3d5", "a1f3c2d4e5b6", "op.execute(\"create table right_side (id int)\")");

    Said said = mended("merge-heads");

    assertThat(said.out()).contains("merge_heads.py (new)").contains("rehearsed from");
  }

  @Test
  void givesTheSecondOfTwoRevisionsAnIdOfItsOwn() throws IOException {
    alembic();
    revision("b7c9d1e3f5a2", "a1f3c2d4e5b6", "op.execute(\"create table one (id int)\")");
    write(
        "alembic/versions/b7c9d1e3f5a2_too.py",
        read("alembic/versions/b7c9d1e3f5a2.py").replace("table one", "table two"));

    mended("new-identity");

    assertThat(read("alembic/versions/b7c9d1e3f5a2_too.py"))
        .contains("down_revision = \"b7c9d1e3f5a2\"")
        .doesNotContain("revision = \"b7c9d1e3f5a2\"\ndown");
  }

  @Test
  void givesTheSecondOfTwoVersionsANumberOfItsOwn() throws IOException {
    write("sql/V1__a.sql", "create table a (id int);\n");
    write("sql/V2__b.sql", "create table b (id int);\n");
    write("sql/V2__c.sql", "create table c (id int);\n");

    Said said = mended("new-identity");

    assertThat(said.out()).contains("sql/V2__c.sql renamed to sql/V3__c.sql");
    assertThat(folder.resolve("sql/V2__c.sql")).doesNotExist();
    assertThat(run("rehearse").code()).isZero();
  }

  @Test
  void movesConcurrentlyIntoAMigrationOfItsOwn() throws IOException {
    write(
        "migrations/20260101100000_users.sql",
        "-- +goose Up\ncreate table users (id int, email text);\n-- +goose Down\ndrop table users;\n");
    write(
        "migrations/20260102100000_index.sql",
        """
        -- +goose Up
        alter table users add column age int;
        create index concurrently users_email on users (email);
        -- +goose Down
        """);

    Said said = mended("split-concurrently");

    assertThat(said.out())
        .contains("migrations/20260102100001_create_index_concurrently.sql (new)")
        .contains("-- +goose NO TRANSACTION");
    assertThat(read("migrations/20260102100000_index.sql")).doesNotContain("concurrently");
    assertThat(run("rehearse").code()).isZero();
  }

  @Test
  void addsTheLabelOfAnEnumBeforeTheTransactionThatUsesIt() throws IOException {
    write(
        "sql/V1__mood.sql",
        "create type mood as enum ('calm');\ncreate table days (id int, mood mood);\n");
    write(
        "sql/V2__glad.sql",
        "alter type mood add value 'glad';\nalter table days alter mood set default 'glad';\n");

    Said said = mended("split-enum-use");

    assertThat(said.out()).contains("alter type mood add value if not exists 'glad';");
    assertThat(read("sql/V2__glad.sql")).contains("add value IF NOT EXISTS 'glad'");
    assertThat(run("rehearse").code()).isZero();
  }
}
