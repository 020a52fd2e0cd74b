package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final Database DATABASE = new Database(18, Schema.empty(), Session.FRESH, null);

  private final SourceFile file = new SourceFile("1.sql", "one;\ntwo");
  private final Statement one = new Opaque(null, "", null, file.span(0, 3));
  private final Statement two = new Opaque(null, "", null, file.span(5, 8));
  private final Migration migration =
      new Migration(
          "1",
          "1",
          MigrationKind.VERSIONED,
          null,
          List.of(),
          new Script(file.span(0, 8), List.of(one, two), List.of()),
          null,
          TransactionMode.PER_MIGRATION,
          null,
          null);

  @Test
  void agreesWhenOutcomesAreTheSame() {
    Comparison comparison =
        compare(List.of(works(one), fails(two, "42P01", "no b")), Answer.OK, refusal("42P01 no b"));
    assertThat(comparison.disagreements()).isEmpty();
    assertThat(comparison.compared()).isEqualTo(2);
    assertThat(comparison.sameFailures()).isTrue();
    assertThat(comparison.actualFailures())
        .containsExactly(Map.entry("1.sql", new Answer("42P01", "no b")));
  }

  @Test
  void namesTheStatementThatFailsUnexpectedly() {
    Comparison comparison =
        compare(List.of(works(one), works(two)), Answer.OK, refusal("42P01 no b"));
    assertThat(comparison.disagreements().toString())
        .isEqualTo("[1.sql:2:1: predicted works, actual 42P01 no b]");
    assertThat(comparison.sameFailures()).isFalse();
  }

  @Test
  void tellsAFalseAlarmFromWrongWords() {
    assertThat(compare(List.of(fails(one, "42P01", "no a")), Answer.OK, Answer.OK).disagreements())
        .singleElement()
        .returns(false, Comparison.Disagreement::wordsOnly);
    assertThat(compare(List.of(fails(one, "42P01", "no a")), refusal("42P01 a")).disagreements())
        .singleElement()
        .returns(true, Comparison.Disagreement::wordsOnly);
  }

  @Test
  void countsWhatThePredictionLeavesOpen() {
    Predicted open =
        new Predicted(two, new Outcome.Unknown("depends on rows", DATABASE, List.of()));
    Comparison comparison =
        compare(List.of(works(one), open), Answer.OK, refusal("23505 duplicate"));
    assertThat(comparison.disagreements()).isEmpty();
    assertThat(comparison.unknown()).containsExactly(Map.entry("depends on rows (fails)", 1));
  }

  private Comparison compare(List<Predicted> predicted, Answer... answers) {
    return Comparison.of(
        ignored -> predicted,
        List.of(new RehearsedMigration(migration, List.of(answers), Duration.ZERO, null)));
  }

  private static Answer refusal(String text) {
    return new Answer(text.substring(0, 5), text.substring(6));
  }

  private static Predicted works(Statement statement) {
    return new Predicted(statement, new Outcome.Done(DATABASE, List.of()));
  }

  private static Predicted fails(Statement statement, String state, String message) {
    return new Predicted(
        statement, new Outcome.Fails(new ServerError(state, message, statement.span())));
  }
}
