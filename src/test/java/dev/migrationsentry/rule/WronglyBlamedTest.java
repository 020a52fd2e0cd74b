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
}
