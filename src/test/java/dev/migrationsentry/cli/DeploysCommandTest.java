package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.migrationsentry.host.RenderStandIn;
import dev.migrationsentry.host.StandIn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A service whose deploys fail while an older commit serves, as in the incidents that this command
/// is for.
final class DeploysCommandTest {
  private static final Instant START = Instant.parse("2026-11-11T14:00:00Z");
  private static final String EXPORTS = "db/migrations/20261112_exports.sql";

  @TempDir private Path folder;
  private final RenderStandIn render = new RenderStandIn();
  private DeployedProject project;
  private String live;
  private int made;

  @BeforeEach
  void aLiveCommit() {
    project = new DeployedProject(folder);
    project
        .write("db/migrations/20261101_books.sql", up("create table books (id int);"))
        .write("render.yaml", "services:\n  - startCommand: bash ./prestart.sh\n")
        .write("prestart.sh", "dbmate up\n")
        .write("unrelated.sh", "true\n");
    live = commit("Add books");
    render.add("dep-live", "live", live, "Add books", START.plusSeconds(30));
  }

  @AfterEach
  void close() {
    render.close();
    project.close();
  }

  private static String up(String sql) {
    return "-- migrate:up\n" + sql + "\n-- migrate:down\n";
  }

  private String commit(String subject) {
    return project.commit("Mary", subject, START.plusSeconds(3600L * made++));
  }

  private CommandRun run(String... words) {
    List<String> all = new ArrayList<>(List.of("deploys"));
    all.addAll(List.of(words));
    all.addAll(
        List.of("--project", folder.toString(), "--host", "render", "--api-url", render.address()));
    return CommandRun.of(Map.of("RENDER_API_KEY", render.key()), all.toArray(String[]::new));
  }

  /// Nineteen commits, five of them deployed in vain.
  private String frozen() {
    String newest = "";
    for (int i = 1; i <= 19; i++) {
      if (i == 3) {
        project.write(EXPORTS, up("alter table exports add task text;"));
      } else if (i == 5) {
        project.write("prestart.sh", "set -e\ndbmate up\n");
      } else {
        project.write("README.md", "Commit " + i + "\n").write("unrelated.sh", "# " + i + "\n");
      }
      newest = commit("Commit " + i);
      if (i >= 15) {
        render.add(
            "dep-" + i, "update_failed", newest, "Commit " + i, START.plusSeconds(3600L * i + 60));
      }
    }
    return newest;
  }

  @Test
  void productionIsFrozenAndTheCommitsThatMatterAreNamed() {
    frozen();
    CommandRun run = run();
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains(
            "shop-api: production is live but frozen: "
                + live.substring(0, 7)
                + " serves, 5 deploys failed in a row since 2026-11-12 05:01 UTC, and 19 commits wait since 2026-11-11 15:00 UTC.")
        .contains("new migration 20261112, after 20261101 (which ", EXPORTS)
        .contains("2 of the 19 commits from ")
        .contains("Mary  Commit 5\n      start script: prestart.sh\n")
        .contains("Mary  Commit 3\n      migration: " + EXPORTS)
        .doesNotContain("unrelated.sh", "README", render.key());
  }

  @Test
  void tellsTheSameAsJson() throws IOException {
    String newest = frozen();
    CommandRun run = run("--format", "json", "--last", "2");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FOUND);
    JsonNode service = new ObjectMapper().readTree(run.out()).get("services").get(0);
    assertThat(service.get("deploys")).hasSize(2);
    assertThat(service.get("verdict").asText()).isEqualTo("frozen");
    assertThat(service.get("failuresInARow").asInt()).isEqualTo(5);
    assertThat(service.get("live").get("commit").asText()).isEqualTo(live);
    assertThat(service.get("head").asText()).isEqualTo(newest);
    JsonNode waiting = service.get("waiting");
    assertThat(waiting.get("commits").asInt()).isEqualTo(19);
    assertThat(waiting.get("newMigrations").get(0).get("file").asText()).isEqualTo(EXPORTS);
    assertThat(waiting.get("touchingCommits").asInt()).isEqualTo(2);
  }

  @Test
  void namesEditBurstsWithTheirAuthors() {
    for (int i = 1; i <= 12; i++) {
      project.write("db/migrations/20261101_books.sql", up("create table books (id int); -- " + i));
      project.commit(i % 4 == 0 ? "Ann" : "Mary", "Guard " + i, START.plusSeconds(600L * i));
    }
    render.add("dep-2", "update_failed", commit("Last"), "Last", START.plusSeconds(9000));
    assertThat(run().out())
        .contains(
            "20261101 was edited 13 times from 2026-11-11 14:00 to 2026-11-11 16:00 UTC by Mary (10), Ann (3)")
        .contains("edited migration: db/migrations/20261101_books.sql");
  }

  @Test
  void aMigrationThatCouldNotBeReadBeforeWasEditedAndIsNotNew() {
    project.write("db/migrations/20261102_prices.sql", "create table prices (id int);\n");
    String broken = commit("Forget the marker");
    project.write("db/migrations/20261102_prices.sql", up("create table prices (id int);"));
    String repaired = commit("Add the marker");
    render.make(
        2,
        index ->
            index == 0
                ? RenderStandIn.deploy(
                    "dep-3", "update_failed", repaired, "x", START.plusSeconds(9000))
                : RenderStandIn.deploy("dep-2", "live", broken, "x", START.plusSeconds(4000)));
    assertThat(run().out())
        .contains("edited migration: db/migrations/20261102_prices.sql")
        .doesNotContain("new migration");
  }

  @Test
  void isFineWhenTheHeadServes() {
    CommandRun run = run();
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINE);
    assertThat(run.out())
        .contains(
            "shop-api: production is live and up to date: "
                + live.substring(0, 7)
                + " serves, the head of main.");
  }

  @Test
  void saysWhatWaitsWhenNoDeployHasTriedIt() {
    commit("Not deployed");
    CommandRun run = run();
    assertThat(run.code()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains("but behind main: ", "1 commit waits since 2026-11-11 15:00 UTC");
  }

  @Test
  void saysThatADeployIsOnItsWay() {
    String next = commit("Next");
    render.add("dep-2", "build_in_progress", next, "Next", START.plusSeconds(4000));
    CommandRun run = run();
    assertThat(run.code()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains("1 commit waits", "; deploy dep-2 is running with " + next.substring(0, 7) + ".");
  }

  @Test
  void judgesNothingThatThisCloneDoesNotHave() {
    String unknown = "0123456789012345678901234567890123456789";
    render.add("dep-2", "update_failed", unknown, "Elsewhere", START.plusSeconds(4000));
    render.add("dep-3", "canceled", unknown, "Elsewhere", START.plusSeconds(5000));
    assertThat(run().out()).contains("but the deploy of 2026-11-11 15:06 UTC failed");
    render.make(1, index -> RenderStandIn.deploy("dep-9", "live", unknown, "x", START));
    CommandRun run = run();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.out())
        .contains("0123456 serves, which this clone does not have (git fetch gets it)");
  }

  @Test
  void refusesDeploysInAnotherOrder() {
    render.make(
        3,
        index ->
            RenderStandIn.deploy(
                "dep-" + index, "update_failed", live, "x", START.plusSeconds(index)));
    CommandRun run = run();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err())
        .isEqualTo(
            "migration-sentry: The deploys of shop-api are not listed from the newest to the oldest: dep-1 comes behind dep-0.\n");
  }

  @ParameterizedTest
  @EnumSource(
      value = StandIn.Fault.class,
      names = {"CUT", "HALF", "MALFORMED", "EMPTY", "PAGE", "WRONG_SHAPE", "TRAILING", "REFUSED"})
  void aWrongAnswerIsOneSentenceAndNeverAJudgement(StandIn.Fault fault) {
    render.always(fault);
    CommandRun run = run();
    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("migration-sentry: Render ").doesNotContain(render.key());
    assertThat(run.out()).doesNotContain("serves");
  }

  @Test
  void listsTenThousandDeploys() {
    render.make(
        10_000,
        index ->
            RenderStandIn.deploy(
                "dep-" + index,
                index == 9_999 ? "live" : "update_failed",
                live,
                "x",
                START.minusSeconds(index)));
    CommandRun run = run("--last", "10000");
    assertThat(run.out().lines().filter(line -> line.contains("update_failed"))).hasSize(9_999);
    assertThat(run.out()).contains("but 9999 deploys failed in a row since ");
  }

  @Test
  void watchesADeployToItsEndAndDiagnosesIt() {
    project.write(EXPORTS, up("alter table exports add task text;"));
    render.add("dep-2", "update_failed", commit("Add exports"), "Add exports", START);
    render.log(
        START,
        List.of(
            "Applying: 20261112_exports.sql",
            "Error: pq: relation \\\"exports\\\" does not exist (42P01)"));
    CommandRun run = run("watch", "--no-rehearsal");
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out())
        .contains("Deploy dep-2 failed (update_failed); what served before serves on.")
        .contains("Cause", EXPORTS + ":2:", "42P01");
  }

  @Test
  void diagnosesADeployByItsId() {
    project.write(EXPORTS, up("alter table exports add task text;"));
    render.add("dep-2", "update_failed", commit("Add exports"), "Add exports", START);
    render.log(START, List.of("Error: pq: relation \\\"exports\\\" does not exist (42P01)"));
    // The working tree has gone on since.
    project.write(EXPORTS, up("create table exports (id int);"));
    commit("Start anew");
    project.write(
        "migration-sentry.yaml", "host:\n  kind: render\n  api-url: " + render.address() + "\n");
    CommandRun run =
        CommandRun.of(
            Map.of("RENDER_API_KEY", render.key()),
            "diagnose",
            "--deploy",
            "dep-2",
            "--no-rehearsal",
            folder.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FOUND);
    assertThat(run.out()).contains("42P01", EXPORTS + ":2:", "Add exports");
  }

  @Test
  void saysWhatBecameOfADeployThatDidNotFail() {
    assertThat(run("watch", "--no-verify").code()).isEqualTo(ExitCode.FINE);
    render.add("dep-2", "canceled", live, "x", START.plusSeconds(60));
    assertThat(run("watch").code()).isEqualTo(ExitCode.FOUND);
    render.add("dep-3", "build_in_progress", live, "x", START.plusSeconds(90));
    assertThat(run("watch", "--timeout", "0").code()).isEqualTo(ExitCode.TIME_LIMIT);
    assertThat(run("watch", "--deploy", "dep-9").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void triggersOnceAndNotAgainWithTheSameMigrations() {
    String failed = commit("Fails");
    render.add("dep-2", "update_failed", failed, "Fails", START.plusSeconds(4000));
    render.log(
        START.plusSeconds(4000),
        List.of(
            "Applying: 20261101_books.sql",
            "Error: pq: relation \\\"books\\\" already exists (42P07)"));
    project.write("README.md", "other\n");
    commit("Docs alone");
    CommandRun refused = run("trigger");
    assertThat(refused.code()).as(refused.err()).isEqualTo(ExitCode.FOUND);
    assertThat(refused.out())
        .startsWith("Refused: deploy dep-2 of " + failed.substring(0, 7) + " failed by a migration")
        .contains("has the same migrations, which would fail again");
    assertThat(render.bodies()).isEmpty();
    project.write(
        "db/migrations/20261101_books.sql", up("create table if not exists books (id int);"));
    String fixed = commit("Repair the migration");
    CommandRun taken = run("trigger", "--commit", fixed.substring(0, 9), "--clear-cache");
    assertThat(taken.code()).as(taken.err()).isEqualTo(ExitCode.FINE);
    assertThat(render.bodies())
        .containsExactly("{\"clearCache\":\"clear\",\"commitId\":\"" + fixed + "\"}");
  }

  @Test
  void triggersAgainWhenNoMigrationFailed() {
    render.add("dep-2", "update_failed", commit("Fails"), "Fails", START.plusSeconds(4000));
    render.log(START.plusSeconds(4000), List.of("==> Port scan timeout, no open port was found"));
    assertThat(run("trigger").code()).isEqualTo(ExitCode.FINE);
    assertThat(render.bodies()).containsExactly("{\"clearCache\":\"do_not_clear\"}");
  }

  @Test
  void needsAHostAndItsKey() {
    CommandRun none = CommandRun.of(Map.of(), "deploys", "--project", folder.toString());
    assertThat(none.code()).isEqualTo(ExitCode.USAGE);
    assertThat(none.err()).contains("No host is named: give --host render");
    CommandRun keyless =
        CommandRun.of(Map.of(), "deploys", "--project", folder.toString(), "--host", "render");
    assertThat(keyless.err()).contains("Set RENDER_API_KEY to the key of the host's API.");
    assertThat(run("--service", "shop").err())
        .contains("Render has no service shop; there are shop-api.");
    assertThat(run("--branch", "stable").err())
        .contains("This clone has no branch stable (git fetch gets it;");
  }
}
