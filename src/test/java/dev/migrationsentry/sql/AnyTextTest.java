package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader.Dialect;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every text whatever it is: it is read to its end, statements follow each other,
/// and every node lies within the node around it.
final class AnyTextTest {
  private static final Path FILES = Path.of("src/test/resources/dev/migrationsentry/sql");

  @Test
  void validStatementsStandInOrder() throws IOException {
    for (String sql : statements()) {
      assertOrderly(sql, Dialect.PLAIN);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mutatedStatementsStandInOrder(long seed) throws IOException {
    for (String sql : new StatementMutations(statements(), seed).make(4_000)) {
      assertOrderly(sql, Dialect.PLAIN);
      assertOrderly(sql, Dialect.PSQL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"();$'\"-/*a1. \n\\:", "\0\uFFFFé\uD83D\uDE00'a", "select from where ();'"})
  void noiseStandsInOrder(String letters) {
    SplittableRandom random = new SplittableRandom(letters.hashCode());
    for (int i = 0; i < 2_000; i++) {
      StringBuilder noise = new StringBuilder();
      int length = random.nextInt(60);
      for (int j = 0; j < length; j++) {
        noise.append(letters.charAt(random.nextInt(letters.length())));
      }
      assertOrderly(noise.toString(), Dialect.PLAIN);
      assertOrderly(noise.toString(), Dialect.PSQL);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void shuffledTokensStandInOrder(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> words = new ArrayList<>();
    for (String sql : statements()) {
      words.addAll(List.of(sql.split("\\s+", -1)));
    }
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(30); j >= 0; j--) {
        text.append(words.get(random.nextInt(words.size()))).append(' ');
      }
      assertOrderly(text.toString(), Dialect.PLAIN);
    }
  }

  private static void assertOrderly(String sql, Dialect dialect) {
    SourceFile file = new SourceFile("any.sql", sql);
    List<Statement> statements = SqlReader.read(file, 0, sql.length(), dialect);
    int end = 0;
    for (Statement statement : statements) {
      Span span = statement.span();
      assertThat(span.start()).as(sql).isBetween(end, sql.length());
      assertThat(span.end()).as(sql).isBetween(span.start(), sql.length());
      end = span.end();
      for (NodeWalk.Place place : NodeWalk.below(statement)) {
        assertThat(place.orderly())
            .as("%s leaves %s in: %s", place.node(), place.around(), sql)
            .isTrue();
      }
    }
  }

  private static List<String> statements() throws IOException {
    try (Stream<Path> files = Files.walk(FILES)) {
      return files
          .filter(file -> file.toString().endsWith(".sql"))
          .sorted()
          .map(AnyTextTest::text)
          .map(text -> new SourceFile("valid.sql", text))
          .flatMap(file -> SqlReader.read(file).stream())
          .map(statement -> statement.span().text())
          .toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
