package dev.migrationsentry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.CuttingProxy.Deed;
import dev.migrationsentry.server.CuttingProxy.Fault;
import dev.migrationsentry.server.CuttingProxy.Point;
import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every point at which a run of `migrate` can be disturbed: each message of each of its
/// connections. A few of them in each build; all of them with `-Dfaults=all` (`./mvnw -Pfaults
/// verify`). The cases are described in `docs/faults.md`.
final class MigrateFaultsTest {
  private static final boolean ALL = "all".equals(System.getProperty("faults"));

  /// How many points of a kind are taken in each build.
  private static final int FEW = 2;

  private EmbeddedPostgres server;

  @TempDir private Path folder;

  @BeforeEach
  void startServer() {
    server = TestServers.start(Integer.getInteger("faults.postgres", 18));
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void connectionIsCutBeforeAMessage(FaultyMigration history) throws Exception {
    everywhere(history, Fault.CUT_BEFORE, process -> {}, FEW);
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void connectionIsCutInsteadOfAnAnswer(FaultyMigration history) throws Exception {
    everywhere(history, Fault.CUT_AFTER, process -> {}, FEW);
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void connectionIsSilentFromAMessageOn(FaultyMigration history) throws Exception {
    everywhere(history, Fault.SILENT_BEFORE, process -> {}, 1);
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void connectionIsSilentFromAnAnswerOn(FaultyMigration history) throws Exception {
    everywhere(history, Fault.SILENT_AFTER, process -> {}, 1);
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void sessionIsEndedOnTheServer(FaultyMigration history) throws Exception {
    everywhere(history, Fault.ON_SERVER, this::terminate, FEW);
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void serverCrashesAndStartsAgain(FaultyMigration history) throws Exception {
    everywhere(history, Fault.ON_SERVER, MigrateFaultsTest::crash, 1);
  }

  @ParameterizedTest
  @EnumSource(FaultyMigration.class)
  void processIsKilled(FaultyMigration history) throws Exception {
    List<Point> points = points(history.messages(folder, server), 1);
    List<String> wrong = new ArrayList<>();
    for (Point point : points) {
      for (String each : history.wrongAfterKill(folder, server, point)) {
        wrong.add(point + ": " + each);
      }
    }
    assertThat(wrong).as("%s, %d points", history, points.size()).isEmpty();
  }

  private void everywhere(FaultyMigration history, Fault fault, Deed deed, int few)
      throws Exception {
    List<Point> points = points(history.messages(folder, server), few);
    List<String> wrong = new ArrayList<>();
    for (Point point : points) {
      for (String each : history.wrong(folder, server, point, fault, deed)) {
        wrong.add(point + ": " + each);
      }
    }
    assertThat(wrong).as("%s, %s, %d points", history, fault, points.size()).isEmpty();
  }

  /// All points, or some of them at equal distances, of which no two histories have the same.
  private static List<Point> points(List<Integer> messages, int few) {
    List<Point> all = new ArrayList<>();
    for (int connection = 0; connection < messages.size(); connection++) {
      for (int message = 0; message < messages.get(connection); message++) {
        all.add(new Point(connection, message));
      }
    }
    if (ALL) {
      return all;
    }
    List<Point> some = new ArrayList<>();
    for (int i = 0; i < few; i++) {
      some.add(all.get(all.size() * (2 * i + 1) / (2 * few)));
    }
    return some;
  }

  private void terminate(int process) throws Exception {
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("select pg_terminate_backend(" + process + ")");
    }
  }

  /// The server ends all sessions and recovers from its log when one of its processes is killed, as
  /// after a stop in the middle of its work (PostgreSQL manual, section 19.5.1
  /// "restart_after_crash").
  private static void crash(int process) {
    ProcessHandle.of(process).ifPresent(ProcessHandle::destroyForcibly);
  }
}
