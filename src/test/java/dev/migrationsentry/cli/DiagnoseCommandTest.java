package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logs with the project that they are about, and without.
final class DiagnoseCommandTest {
  @TempDir private Path folder;

  @Test
  void findsTheStatementInTheProjectAndTakesCheckAsEvidence() throws IOException {
    Files.createDirectories(folder.resolve("db/migrations"));
    Files.writeString(
        folder.resolve("db/migrations/20261101100000_books.sql"),
        "-- migrate:up\ncreate table books (id int primary key);\n-- migrate:down\n");
    Files.writeString(
        folder.resolve("db/migrations/20261102100000_author.sql"),
        "-- migrate:up\ncreate index books_author on books (author_id);\n-- migrate:down\n");
    Path log = folder.resolve("deploy.log");
    Files.writeString(
        log,
        "Applying: 20261102100000_author.sql\nError: pq: column \"author_id\" does not exist (42703)\n");
    CommandRun run = diagnose(log.toString(), folder.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FOUND);
    List<String> lines = run.out().lines().toList();
    assertThat(lines.get(0)).contains("referenced-before-introduced");
    assertThat(lines.get(1))
        .contains("20261102100000_author")
        .contains("db/migrations/20261102100000_author.sql:2:")
        .contains("42703");
    assertThat(run.out()).contains("read  check says");
  }

  @Test
  void saysThatTheFirstErrorIsMissing() throws IOException {
    Path log = folder.resolve("deploy.log");
    Files.writeString(log, "error: Dirty database version 27. Fix and force version.\n");
    CommandRun run = diagnose(log.toString(), "--no-project");
    assertThat(run.code()).isEqualTo(ExitCode.UNJUDGED);
    assertThat(run.out())
        .startsWith("The first error is not in this log.")
        .contains("failed-marker");
  }

  @Test
  void writesJsonWithoutSecrets() throws IOException {
    Path log = folder.resolve("deploy.log");
    Files.writeString(
        log,
        "connecting to postgres://app:hunter2@db/app\nFATAL:  password authentication failed for user \"app\" (postgres://app:hunter2@db/app)\n");
    CommandRun run = diagnose(log.toString(), "--no-project", "--format", "json");
    assertThat(run.code()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains("\"class\" : \"connection-env\"", "\"sqlstate\" : \"28P01\"", "\"ruledOut\"")
        .doesNotContain("hunter2");
  }

  @Test
  void isFineWithALogWithoutFailures() throws IOException {
    Path log = folder.resolve("deploy.log");
    Files.writeString(log, "INFO all is well\n");
    CommandRun run = diagnose(log.toString(), "--no-project");
    assertThat(run.code()).isEqualTo(ExitCode.FINE);
    assertThat(run.out()).startsWith("No failure of a migration was found in 1 lines.");
  }

  private static CommandRun diagnose(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "diagnose";
    System.arraycopy(words, 0, all, 1, words.length);
    return CommandRun.of(Map.of(), all);
  }
}
