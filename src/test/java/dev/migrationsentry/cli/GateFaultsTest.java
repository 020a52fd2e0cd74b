package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.cli.ForeignRun.Side;
import dev.migrationsentry.server.CuttingProxy.Deed;
import dev.migrationsentry.server.CuttingProxy.Fault;
import dev.migrationsentry.server.CuttingProxy.Point;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.ImmediateStop;
import dev.migrationsentry.server.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every point at which a gate with somebody else's runner can be disturbed: each message of the
/// gate, and each of the runner. A few of them in each build; all of them with `-Dfaults=all`. The
/// cases are described in `docs/faults.md`.
final class GateFaultsTest extends GatedFolder {
  private static final boolean ALL = "all".equals(System.getProperty("faults"));

  private static EmbeddedPostgres server;
  private TestReporter reporter;

  @BeforeAll
  static void start() throws Exception {
    server = TestServers.start(Integer.getInteger("faults.postgres", 18));
    // The driver of Go refuses passwords that were hashed in fewer rounds than usual.
    run(
        server,
        "postgres",
        server.major() < 16 ? "select 1" : "set scram_iterations = 4096",
        "alter role postgres password '" + server.password() + "'");
  }

  /// Each build takes all runners for one kind, and the first one for the others.
  static List<ForeignRunner> runners() {
    return ALL ? List.of(ForeignRunner.values()) : List.of(ForeignRunner.SCRIPT);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void report(TestReporter given) {
    reporter = given;
  }

  @ParameterizedTest
  @MethodSource("runners")
  void connectionIsCutBeforeAMessage(ForeignRunner runner) throws Exception {
    everywhere(runner, "CUT_BEFORE", Fault.CUT_BEFORE, process -> {});
  }

  @ParameterizedTest
  @EnumSource(ForeignRunner.class)
  void connectionIsCutInsteadOfAnAnswer(ForeignRunner runner) throws Exception {
    everywhere(runner, "CUT_AFTER", Fault.CUT_AFTER, process -> {});
  }

  @ParameterizedTest
  @MethodSource("runners")
  void connectionIsSilentFromAnAnswerOn(ForeignRunner runner) throws Exception {
    write("migration-sentry.yaml", "gate:\n  limits: {migrations: 5}\n");
    everywhere(runner, "SILENT_AFTER", Fault.SILENT_AFTER, process -> {});
  }

  @ParameterizedTest
  @MethodSource("runners")
  void sessionIsEndedOnTheServer(ForeignRunner runner) throws Exception {
    everywhere(
        runner,
        "SESSION_ENDED",
        Fault.ON_SERVER,
        process -> run(server, "postgres", "select pg_terminate_backend(" + process + ")"));
  }

  @ParameterizedTest
  @MethodSource("runners")
  void serverIsStoppedAtOnceAndStartsAgain(ForeignRunner runner) throws Exception {
    try (EmbeddedPostgres own = server;
        ImmediateStop stop = ImmediateStop.of(server)) {
      everywhere(runner, "SERVER_STOPPED", Fault.ON_SERVER, process -> stop.stopAndStartLater());
    } finally {
      start();
    }
  }

  @ParameterizedTest
  @MethodSource("runners")
  void gateIsKilled(ForeignRunner runner) throws Exception {
    everywhere(runner, "GATE_KILLED", null, process -> {});
  }

  private void everywhere(ForeignRunner runner, String name, @Nullable Fault fault, Deed deed)
      throws Exception {
    runner.needIt();
    runner.write(this);
    for (Side side : Side.values()) {
      List<Point> points = points(new ForeignRun(this, server, runner).messages(side));
      List<String> wrong = new ArrayList<>();
      for (Point point : points) {
        ForeignRun run = new ForeignRun(this, server, runner);
        List<String> found =
            fault == null ? run.wrongAfterKill(side, point) : run.wrong(side, point, fault, deed);
        for (String each : found) {
          wrong.add(point + ": " + each);
        }
      }
      reporter.publishEntry(
          runner + " " + side + ", " + name, points.size() + " points, " + wrong.size() + " wrong");
      assertThat(wrong).as("%s, %s, %s", runner, side, name).isEmpty();
    }
  }

  /// All points, or the one in the middle.
  private static List<Point> points(List<Integer> messages) {
    List<Point> all = new ArrayList<>();
    for (int connection = 0; connection < messages.size(); connection++) {
      for (int message = 0; message < messages.get(connection); message++) {
        all.add(new Point(connection, message));
      }
    }
    return ALL ? all : List.of(all.get(all.size() / 2));
  }
}
