package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.CuttingProxy.Deed;
import dev.migrationsentry.server.CuttingProxy.Fault;
import dev.migrationsentry.server.CuttingProxy.Point;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.ImmediateStop;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every point at which a run of `migrate` can be disturbed: each message of each of its
/// connections. A few of them in each build; all of them with `-Dfaults=all` (`./mvnw -Pfaults
/// verify`). The cases are described in `docs/faults.md`.
final class MigrateFaultsTest {
  private static final boolean ALL = "all".equals(System.getProperty("faults"));

  private static EmbeddedPostgres server;

  private static final String CHECKPOINTER =
      "select pid from pg_stat_activity where backend_type = 'checkpointer'";

  @TempDir private Path folder;

  private TestReporter reporter;

  @BeforeAll
  static void startServer() {
    server = TestServers.start(Integer.getInteger("faults.postgres", 18));
  }

  @BeforeEach
  void report(TestReporter given) {
    reporter = given;
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  /// Kinds that take long are tried on one of the histories in each build.
  static List<FaultyMigration> one() {
    return ALL ? List.of(FaultyMigration.values()) : List.of(FaultyMigration.MIXED);
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void connectionIsCutBeforeAMessage(FaultyMigration history) throws Exception {
    everywhere(history, "CUT_BEFORE", Fault.CUT_BEFORE, process -> {});
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void connectionIsCutInsteadOfAnAnswer(FaultyMigration history) throws Exception {
    everywhere(history, "CUT_AFTER", Fault.CUT_AFTER, process -> {});
  }

  @ParameterizedTest
  @MethodSource("one")
  void connectionIsSilentFromAMessageOn(FaultyMigration history) throws Exception {
    everywhere(history, "SILENT_BEFORE", Fault.SILENT_BEFORE, process -> {});
  }

  @ParameterizedTest
  @MethodSource("one")
  void connectionIsSilentFromAnAnswerOn(FaultyMigration history) throws Exception {
    everywhere(history, "SILENT_AFTER", Fault.SILENT_AFTER, process -> {});
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void sessionIsEndedOnTheServer(FaultyMigration history) throws Exception {
    everywhere(history, "SESSION_ENDED", Fault.ON_SERVER, this::terminate);
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void serverCrashesAndStartsAgain(FaultyMigration history) throws Exception {
    everywhere(history, "SERVER_CRASHED", Fault.ON_SERVER, this::crash);
  }

  @ParameterizedTest
  @MethodSource("one")
  void processIsKilled(FaultyMigration history) throws Exception {
    List<Point> points = points(history);
    List<String> wrong = new ArrayList<>();
    for (Point point : points) {
      for (String each : history.wrongAfterKill(folder, server, point)) {
        wrong.add(point + ": " + each);
      }
    }
    told(history, "PROCESS_KILLED", points, wrong);
  }

  @ParameterizedTest
  @MethodSource("one")
  void serverIsStoppedAtOnceAndStartsAgain(FaultyMigration history) throws Exception {
    try (EmbeddedPostgres own = server;
        ImmediateStop stop = ImmediateStop.of(own)) {
      everywhere(history, "SERVER_STOPPED", Fault.ON_SERVER, process -> stop.stopAndStartLater());
    } finally {
      startServer();
    }
  }

  @ParameterizedTest
  @MethodSource("one")
  void processIsFrozenPastEveryLimit(FaultyMigration history) throws Exception {
    List<Point> points = points(history);
    List<String> wrong = new ArrayList<>();
    for (Point point : points) {
      for (String each : history.wrongAfterFreezing(folder, server, point)) {
        wrong.add(point + ": " + each);
      }
    }
    told(history, "PROCESS_FROZEN", points, wrong);
  }

  @ParameterizedTest
  @MethodSource("one")
  void whatIsAppliedSurvivesACrashThoughTheServerCommitsInTheBackground(FaultyMigration history)
      throws Exception {
    assertThat(history.project(folder, server).query("show synchronous_commit")).isEqualTo("off");
    sql("alter system set wal_writer_delay = '10s'");
    sql("select pg_reload_conf()");
    MigratedProject project = history.project(folder, server);
    CommandRun run = project.migrate();
    assertThat(run.code()).isZero();
    crash(Integer.parseInt(checkpointer()));
    sql("alter system reset wal_writer_delay");
    sql("select pg_reload_conf()");
    List<String> wrong = new ArrayList<>();
    history.afterwards(project, run, wrong);
    assertThat(wrong).isEmpty();
  }

  private void everywhere(FaultyMigration history, String name, Fault fault, Deed deed)
      throws Exception {
    List<Point> points = points(history);
    List<String> wrong = new ArrayList<>();
    for (Point point : points) {
      for (String each : history.wrong(folder, server, point, fault, deed)) {
        wrong.add(point + ": " + each);
      }
    }
    told(history, name, points, wrong);
  }

  /// Reports the figures of a row of the table in `docs/faults.md`, and fails if there is anything
  /// wrong.
  private void told(FaultyMigration history, String fault, List<Point> points, List<String> wrong) {
    reporter.publishEntry(
        history + ", " + fault, points.size() + " points, " + wrong.size() + " wrong");
    assertThat(wrong).as("%s, %s, %d points", history, fault, points.size()).isEmpty();
  }

  /// All points, or one in the middle, where the migrations run.
  private List<Point> points(FaultyMigration history) throws Exception {
    List<Integer> messages = history.messages(folder, server);
    List<Point> all = new ArrayList<>();
    for (int connection = 0; connection < messages.size(); connection++) {
      for (int message = 0; message < messages.get(connection); message++) {
        all.add(new Point(connection, message));
      }
    }
    return ALL ? all : List.of(all.get(all.size() * 5 / 8));
  }

  private void terminate(int process) throws Exception {
    sql("select pg_terminate_backend(" + process + ")");
  }

  private void sql(String text) throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /// The server ends all sessions and recovers from its log when one of its processes is killed
  /// (PostgreSQL manual, section 19.5.1 "restart_after_crash"). It has done so when it has another
  /// checkpointer.
  private void crash(int process) throws Exception {
    String before = checkpointer();
    if (!ProcessHandle.of(process).map(ProcessHandle::destroyForcibly).orElse(false)) {
      return;
    }
    String now = before;
    while (now.equals(before) || now.isEmpty()) {
      try {
        now = checkpointer();
      } catch (SQLException recovering) {
        // It is asked again.
      }
    }
  }

  private String checkpointer() throws SQLException {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(CHECKPOINTER)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }
}
