package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a log to a rehearsed remedy, its files and the incident report.
class DiagnoseRemedyTest {
  @TempDir private Path folder;

  @BeforeEach
  void project() throws IOException {
    Path migrations = Files.createDirectories(folder.resolve("db/migrations"));
    Files.writeString(
        migrations.resolve("001_visits.sql"),
        "create table visits (id bigint primary key, created_at timestamptz);\n");
    Files.writeString(
        migrations.resolve("002_first_seen.sql"),
        "create table first_seen as select min(v.seen_at) as at from visits v;\n");
    Files.writeString(
        migrations.resolve("003_seen_at.sql"),
        "alter table visits add column if not exists seen_at timestamptz;\n");
    Files.writeString(
        folder.resolve("deploy.log"),
        """
        applying 001_visits.sql
        applying 002_first_seen.sql
        psql:db/migrations/002_first_seen.sql:1: ERROR:  42703: column v.seen_at does not exist
        """);
  }

  private CommandRun diagnose(String... options) {
    List<String> words =
        new ArrayList<>(
            List.of("diagnose", folder.resolve("deploy.log").toString(), folder.toString()));
    words.addAll(List.of(options));
    return CommandRun.of(Map.copyOf(System.getenv()), words.toArray(String[]::new));
  }

  @Test
  void offersARehearsedRemedy() {
    CommandRun run = diagnose();
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains("What mends it", "[guard-migration]", "rehearsed from", "passes, verified");
  }

  @Test
  void writesTheFileAndNothingElse() throws IOException {
    diagnose("--write");
    Path file = folder.resolve("db/migrations/002_0_ensure_seen_at.sql");
    assertThat(file).content().contains("add column if not exists seen_at timestamptz");
    CommandRun check = CommandRun.of(Map.of(), "check", folder.toString());
    assertThat(check.out()).contains(": 0 errors");
    try (var files = Files.list(folder.resolve("db/migrations"))) {
      assertThat(files).hasSize(4);
    }
  }

  @Test
  void writesAnIncidentReport() {
    CommandRun run = diagnose("--format", "markdown");
    assertThat(run.out())
        .startsWith("# Incident report: ")
        .contains("\n## Summary\n")
        .contains("\n## Timeline\n")
        .contains("| level | evidence | place |")
        .contains("\n## What was ruled out\n")
        .contains("\n## Contributing problems\n")
        .contains("Kind: `guard-migration`")
        .contains("\n## Verification\n")
        .contains("\n## Rollback\n")
        .contains("\n## Prevention\n");
  }

  @Test
  void saysTheRemediesInJson() {
    CommandRun run = diagnose("--format", "json");
    assertThat(run.out())
        .contains("\"remedies\"", "\"kind\" : \"guard-migration\"", "\"rehearsal\"");
  }

  @Test
  void keepsMarkupOfALogOutOfTheReport() throws IOException {
    Files.writeString(
        folder.resolve("deploy.log"),
        "psql:x.sql:1: ERROR:  42703: column \"<script>|`rm`\" does not exist\n");
    CommandRun run = diagnose("--no-project", "--format", "markdown");
    assertThat(run.out()).doesNotContain("<script>").doesNotContain(" `rm` ");
  }

  @Test
  void triesARepairInTheDatabaseThatAnotherSourceHasMade() throws IOException {
    Path migrations = folder.resolve("db/migrations");
    Files.delete(migrations.resolve("002_first_seen.sql"));
    Files.delete(migrations.resolve("003_seen_at.sql"));
    Files.writeString(
        migrations.resolve("002_jobs.sql"),
        """
        create table if not exists jobs (id bigint primary key, chat_id bigint);
        create index if not exists jobs_chat on jobs (chat_id);
        """);
    Files.createDirectories(folder.resolve("app"));
    Files.writeString(
        folder.resolve("app/schema.py"),
        "SCHEMA_SQL = \"\"\"\nCREATE TABLE IF NOT EXISTS jobs (id bigint primary key);\n\"\"\"\n");
    Files.writeString(
        folder.resolve("deploy.log"),
        "psql:db/migrations/002_jobs.sql:2: ERROR:  42703: column \"chat_id\" does not exist\n");
    CommandRun run = diagnose();
    assertThat(run.out())
        .contains(
            "[additive-repair]",
            "alter table if exists jobs add column if not exists chat_id bigint;",
            "SCHEMA_SQL");
  }
}
