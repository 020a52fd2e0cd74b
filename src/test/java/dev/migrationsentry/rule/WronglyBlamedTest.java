package dev.migrationsentry.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Statements that people blame for failed deploys, and that PostgreSQL takes.
final class WronglyBlamedTest {
  @Test
  void aUniqueIndexOnAColumnWithSeveralNulls() {
    assertThat(
            RulePagesTest.findings(
                new PageProject(
                    """
                    create table exports (id bigint primary key);
                    insert into exports values (1), (2), (3);
                    -- next migration
                    alter table exports add column task_id varchar(64);
                    create unique index exports_task_id on exports (task_id);
                    """)))
        .isEmpty();
  }

  @Test
  void aUniqueIndexWhoseColumnHasGotValuesMayStillFail() {
    assertThat(
            RulePagesTest.findings(
                new PageProject(
                    """
                    create table exports (id bigint primary key);
                    insert into exports values (1), (2), (3);
                    -- next migration
                    alter table exports add column task_id varchar(64);
                    update exports set task_id = 'first';
                    create unique index exports_task_id on exports (task_id);
                    -- next migration
                    alter table exports add column run_id varchar(64) default 'none';
                    create unique index exports_run_id on exports (run_id);
                    -- next migration
                    alter table exports add column shard_id varchar(64);
                    create unique index exports_shard_id on exports (shard_id) nulls not distinct;
                    """)))
        .containsExactly(
            "002_next.sql:3 depends-on-run-time",
            "003_next.sql:2 depends-on-run-time",
            "004_next.sql:2 depends-on-run-time");
  }

  @Test
  void severalAlterTablesWithOtherStatementsAfterThem() {
    assertThat(
            RulePagesTest.findings(
                new PageProject(
                    """
                    create table exports (id bigint primary key);
                    insert into exports values (1), (2), (3);
                    -- next migration
                    alter table exports add column task_id varchar(64);
                    alter table exports add column state varchar(20) default 'queued' not null;
                    create unique index exports_task_id on exports (task_id);
                    update exports set state = 'queued' where state = 'waiting';
                    """)))
        .isEmpty();
  }

  @Test
  void batchModeWithPlainSqlAfterIt() {
    assertThat(
            RulePagesTest.findings(
                new PageProject(
                    """
                    # file: 0001_exports.py
                    revision = "1a7c93e50b2d"
                    down_revision = None


                    def upgrade():
                        op.create_table("exports", sa.Column("id", sa.BigInteger(), primary_key=True))
                        op.execute("INSERT INTO exports VALUES (1), (2), (3)")


                    # file: 0002_export_progress.py
                    revision = "5d20f8b6e14c"
                    down_revision = "1a7c93e50b2d"


                    def upgrade():
                        with op.batch_alter_table("exports") as batch_op:
                            batch_op.add_column(sa.Column("task_id", sa.String(64)))
                            batch_op.add_column(
                                sa.Column("state", sa.String(20), server_default="queued", nullable=False)
                            )
                            batch_op.create_index("ix_exports_task_id", ["task_id"], unique=True)
                        op.execute("UPDATE exports SET state = 'queued' WHERE state = 'waiting'")
                    """)))
        .isEmpty();
  }
}
