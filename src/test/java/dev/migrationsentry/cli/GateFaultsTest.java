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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

  /// The messages of the gate are the same whoever runs the migrations.
  static List<Arguments> all() {
    List<Arguments> all = new ArrayList<>();
    all.add(Arguments.of(ForeignRunner.SCRIPT, Side.GATE));
    for (ForeignRunner runner : ForeignRunner.values()) {
      all.add(Arguments.of(runner, Side.RUNNER));
    }
    return all;
  }

  /// Each build takes all runners for one kind, and the first one for the others.
  static List<Arguments> some() {
    return ALL ? all() : all().subList(0, 2);
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
  @MethodSource("some")
  void connectionIsCutBeforeAMessage(ForeignRunner runner, Side side) throws Exception {
    everywhere(runner, side, "CUT_BEFORE", Fault.CUT_BEFORE, process -> {});
  }

  @ParameterizedTest
  @MethodSource("all")
  void connectionIsCutInsteadOfAnAnswer(ForeignRunner runner, Side side) throws Exception {
    everywhere(runner, side, "CUT_AFTER", Fault.CUT_AFTER, process -> {});
  }

  @ParameterizedTest
  @MethodSource("some")
  void connectionIsSilentFromAnAnswerOn(ForeignRunner runner, Side side) throws Exception {
    write("migration-sentry.yaml", "gate:\n  limits: {migrations: 5}\n");
    everywhere(runner, side, "SILENT_AFTER", Fault.SILENT_AFTER, process -> {});
  }

  @ParameterizedTest
  @MethodSource("some")
  void sessionIsEndedOnTheServer(ForeignRunner runner, Side side) throws Exception {
    everywhere(
        runner,
        side,
        "SESSION_ENDED",
        Fault.ON_SERVER,
        process -> run(server, "postgres", "select pg_terminate_backend(" + process + ")"));
  }

  @ParameterizedTest
  @MethodSource("some")
  void serverIsStoppedAtOnceAndStartsAgain(ForeignRunner runner, Side side) throws Exception {
    try (EmbeddedPostgres own = server;
        ImmediateStop stop = ImmediateStop.of(own)) {
      everywhere(
          runner, side, "SERVER_STOPPED", Fault.ON_SERVER, process -> stop.stopAndStartLater());
    } finally {
      start();
    }
  }

  @ParameterizedTest
  @MethodSource("some")
  void gateIsKilled(ForeignRunner runner, Side side) throws Exception {
    everywhere(runner, side, "GATE_KILLED", (run, point) -> run.wrongAfterKill(side, point));
  }

  @ParameterizedTest
  @MethodSource("some")
  void gateIsFrozenPastEveryLimit(ForeignRunner runner, Side side) throws Exception {
    write("migration-sentry.yaml", "gate:\n  limits: {migrations: 10}\n");
    everywhere(runner, side, "GATE_FROZEN", (run, point) -> run.wrongAfterFreezing(side, point));
  }

  private void everywhere(ForeignRunner runner, Side side, String name, Fault fault, Deed deed)
      throws Exception {
    everywhere(runner, side, name, (run, point) -> run.wrong(side, point, fault, deed));
  }

  /// What is done at a point.
  @FunctionalInterface
  private interface Disturbance {
    List<String> wrong(ForeignRun run, Point point) throws Exception;
  }

  private void everywhere(ForeignRunner runner, Side side, String name, Disturbance disturbance)
      throws Exception {
    runner.needIt();
    runner.write(this);
    List<Point> points = points(new ForeignRun(this, server, runner).messages(side));
    List<String> wrong = new ArrayList<>();
    for (Point point : points) {
      for (String each : disturbance.wrong(new ForeignRun(this, server, runner), point)) {
        wrong.add(point + ": " + each);
      }
    }
    reporter.publishEntry(
        runner + " " + side + ", " + name, points.size() + " points, " + wrong.size() + " wrong");
    assertThat(wrong).as("%s, %s, %s", runner, side, name).isEmpty();
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
