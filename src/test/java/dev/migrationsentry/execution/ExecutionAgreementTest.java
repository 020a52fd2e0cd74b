package dev.migrationsentry.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.EmbeddedPostgres;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Runs the statements of each file one by one in the model and on a server: the answers are the
/// same.
///
/// A comment `-- unknown` before a statement says that the model can't tell. A file whose name
/// begins with a major and a hyphen holds for that major and later ones only.
final class ExecutionAgreementTest {
  private static final Path FOLDER = Path.of("src/test/resources/dev/migrationsentry/execution");

  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16, 17, 18})
  void predictsWhatTheServerAnswers(int major) throws Exception {
    List<String> differences = new ArrayList<>();
    try (EmbeddedPostgres server = EmbeddedPostgres.start(major);
        Stream<Path> files = Files.list(FOLDER)) {
      int number = 0;
      for (Path file : files.filter(path -> path.toString().endsWith(".sql")).sorted().toList()) {
        if (holds(file, major)) {
          String database = "d" + number++;
          server.createDatabase(database);
          try (Connection connection = server.connect(database)) {
            compare(file, major, connection, differences);
          }
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  private static boolean holds(Path file, int major) {
    String name = file.getFileName().toString();
    int hyphen = name.indexOf('-');
    boolean numbered = hyphen > 0 && name.chars().limit(hyphen).allMatch(Character::isDigit);
    return !numbered || Integer.parseInt(name.substring(0, hyphen)) <= major;
  }

  private static void compare(
      Path file, int major, Connection connection, List<String> differences)
      throws IOException, SQLException {
    SourceFile source = new SourceFile(file.getFileName().toString(), Files.readString(file));
    Database database = FreshDatabase.create(major);
    int end = 0;
    for (Statement statement : SqlReader.read(source)) {
      boolean unknown =
          source.text().substring(end, statement.span().start()).contains("-- unknown");
      end = statement.span().end();
      Answer answer = answer(connection, statement.span().text());
      Outcome outcome = Executor.execute(statement, database);
      String predicted =
          switch (outcome) {
            case Outcome.Done ignored -> Answer.OK.toString();
            case Outcome.Fails fails ->
                new Answer(fails.error().sqlState(), fails.error().message()).toString();
            case Outcome.Unknown because ->
                unknown ? answer.toString() : "unknown: " + because.why();
          };
      boolean surelyUnknown = unknown && !(outcome instanceof Outcome.Unknown);
      if (surelyUnknown || !predicted.equals(answer.toString())) {
        differences.add(
            major
                + " "
                + statement.span()
                + "\n  "
                + statement.span().text()
                + "\n  server: "
                + answer
                + "\n  model:  "
                + predicted);
      }
      database = after(outcome, answer, database);
    }
  }

  private static Database after(Outcome outcome, Answer answer, Database before) {
    return switch (outcome) {
      case Outcome.Done done -> done.after();
      case Outcome.Fails ignored -> before;
      case Outcome.Unknown unknown -> answer.worked() ? unknown.after() : before;
    };
  }

  private static Answer answer(Connection connection, String sql) throws SQLException {
    try (java.sql.Statement run = connection.createStatement()) {
      run.setEscapeProcessing(false);
      run.execute(sql);
      return Answer.OK;
    } catch (PSQLException refused) {
      @Nullable ServerErrorMessage message = refused.getServerErrorMessage();
      if (message == null) {
        throw refused;
      }
      return new Answer(refused.getSQLState(), message.getMessage());
    }
  }
}
