package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The statements that define objects: PostgreSQL's own parser accepts each in the files named
/// here, and refuses each in the file of refused ones with the words that its tree shows.
final class StatementVerdictTest {
  private static final Path FOLDER =
      Path.of("src/test/resources/dev/migrationsentry/sql/syntax-trees");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter_table",
        "comments",
        "constraints",
        "drops",
        "indexes",
        "objects",
        "schemas",
        "tables",
        "triggers",
        "types",
        "views"
      })
  void readsEachStatementInFull(String name) throws IOException {
    List<Statement> statements = read(name);
    assertThat(statements).isNotEmpty().noneMatch(Opaque.class::isInstance);
    for (Statement statement : statements) {
      assertThat(NodeWalk.below(statement)).allMatch(NodeWalk.Place::orderly);
    }
  }

  @Test
  void refusesEachStatementWithAFailure() throws IOException {
    assertThat(read("definitions-refused"))
        .isNotEmpty()
        .allMatch(statement -> statement instanceof Opaque opaque && opaque.failure() != null);
  }

  private static List<Statement> read(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".sql");
    return SqlReader.read(
        new SourceFile(name + ".sql", Files.readString(file, StandardCharsets.UTF_8)));
  }
}
