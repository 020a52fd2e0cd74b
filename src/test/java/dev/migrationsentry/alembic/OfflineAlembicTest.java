package dev.migrationsentry.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same revisions through a real Alembic in its offline mode, statement by statement, where a
/// Python with Alembic is at hand: `-Dalembic.python=PATH`, else `/usr/bin/python3`.
///
/// Files whose names end with `_two.py` use what only SQLAlchemy 2 has.
final class OfflineAlembicTest {
  private static final String PYTHON = System.getProperty("alembic.python", "/usr/bin/python3");
  private static final String SCRIPT = Revisions.FILES.resolve("offline/offline.py").toString();

  private static String version = "";

  @BeforeAll
  static void findAlembic() {
    try {
      version = run("version").strip();
    } catch (IOException e) {
      version = "";
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void sendsTheSame(String name) throws IOException {
    assumeTrue(!version.isEmpty(), "no Python with Alembic");
    assumeTrue(!name.endsWith("_two.py") || version.startsWith("2."), "SQLAlchemy is too old");
    String expected = run(Revisions.FILES.resolve(name).toString());
    assertThat(normalised(Revisions.sent(name)))
        .isEqualTo(normalised(List.of(expected.split("--;"))));
  }

  static List<String> names() throws IOException {
    return Revisions.names();
  }

  private static String run(String argument) throws IOException {
    Process process =
        new ProcessBuilder(PYTHON, SCRIPT, argument)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Statements with single blanks. Indexes of one table are sorted, since SQLAlchemy keeps them in
  /// a set.
  private static List<String> normalised(List<String> statements) {
    List<String> all = new ArrayList<>();
    int indexesFrom = 0;
    for (String statement : statements) {
      String blank =
          String.join(" ", List.of(statement.strip().split("\\s+")))
              .replace("( ", "(")
              .replace(" )", ")")
              .replace("%%", "%");
      if (blank.isEmpty()) {
        continue;
      }
      all.add(blank);
      if (!blank.startsWith("CREATE INDEX") && !blank.startsWith("CREATE UNIQUE INDEX")) {
        indexesFrom = all.size();
      }
      all.subList(indexesFrom, all.size()).sort(null);
    }
    return all;
  }
}
