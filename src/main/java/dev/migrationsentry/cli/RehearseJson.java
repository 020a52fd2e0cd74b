package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.Comparison;
import dev.migrationsentry.rehearsal.Comparison.Predicted;
import dev.migrationsentry.rehearsal.DownAndUp;
import dev.migrationsentry.rehearsal.LostData;
import dev.migrationsentry.rehearsal.Rehearsal;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import dev.migrationsentry.rehearsal.TableLock;
import dev.migrationsentry.rehearsal.probe.ProbeReport;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Trace;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The JSON of `rehearse`: docs/reference/rehearse-json.md.
final class RehearseJson {
  private RehearseJson() {}

  /// @param rows what each rehearsal's migrations require of rows
  static void write(List<Rehearsal> rehearsals, List<ProbeReport> rows, OutputStream out)
      throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeArrayFieldStart("rehearsals");
          for (int i = 0; i < rehearsals.size(); i++) {
            rehearsal(json, rehearsals.get(i), rows.get(i));
          }
          json.writeEndArray();
        });
  }

  private static void rehearsal(JsonGenerator json, Rehearsal rehearsal, ProbeReport rows)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("path", rehearsal.history().path());
    json.writeStringField("framework", rehearsal.history().framework());
    json.writeStringField("world", rehearsal.start().world().name());
    json.writeStringField("server", rehearsal.server());
    json.writeStringField("exactness", rehearsal.degraded() ? "degraded" : "exact");
    json.writeArrayFieldStart("degraded");
    for (String reason : rehearsal.start().degraded()) {
      json.writeString(reason);
    }
    json.writeEndArray();
    json.writeNumberField("elapsedMs", rehearsal.elapsed().toMillis());
    json.writeArrayFieldStart("migrations");
    for (RehearsedMigration migration : rehearsal.migrations()) {
      migration(json, migration, rehearsal);
    }
    json.writeEndArray();
    lost(json, rehearsal.lost());
    json.writeBooleanField("losesAtEveryStart", rehearsal.losesAtEveryStart());
    comparison(json, rehearsal.comparison(), rehearsal.structure());
    ProbeJson.write(json, rows);
    json.writeArrayFieldStart("again");
    for (RehearsedMigration migration : rehearsal.again()) {
      json.writeStartObject();
      json.writeStringField("id", migration.migration().id());
      failure(json, migration.failure());
      json.writeEndObject();
    }
    json.writeEndArray();
    down(json, rehearsal.down());
    json.writeEndObject();
  }

  static void down(JsonGenerator json, @Nullable DownAndUp down) throws IOException {
    if (down == null) {
      json.writeNullField("down");
      return;
    }
    json.writeObjectFieldStart("down");
    json.writeBooleanField("works", down.works());
    json.writeStringField("notTried", down.notTried());
    JsonOutput.texts(json, "problems", down.problems());
    json.writeArrayFieldStart("left");
    for (DownAndUp.Left one : down.left()) {
      Migration migration = one.migration();
      json.writeStartObject();
      json.writeStringField("object", one.difference().object());
      json.writeStringField("before", one.difference().expected());
      json.writeStringField("after", one.difference().actual());
      json.writeStringField("migration", migration == null ? null : migration.id());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("upAgain");
    for (Difference one : down.other()) {
      json.writeStartObject();
      json.writeStringField("object", one.object());
      json.writeStringField("first", one.expected());
      json.writeStringField("again", one.actual());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void migration(
      JsonGenerator json, RehearsedMigration migration, Rehearsal rehearsal) throws IOException {
    Statement statement = migration.failedStatement();
    json.writeStartObject();
    json.writeStringField("id", migration.migration().id());
    json.writeStringField("file", migration.migration().file().path());
    json.writeStringField("outcome", migration.failure() == null ? "works" : "fails");
    json.writeNumberField("statements", migration.answers().size());
    json.writeNumberField("elapsedMs", migration.elapsed().toMillis());
    failure(json, migration.failure());
    if (statement != null) {
      Span span = statement.span();
      json.writeNumberField("line", span.line());
      json.writeNumberField("column", span.column());
      json.writeStringField("statement", span.text());
      json.writeStringField("predicted", predicted(statement, migration, rehearsal));
      Finding finding = rehearsal.prediction().explaining(span);
      json.writeStringField("rule", finding == null ? null : finding.rule());
    }
    json.writeArrayFieldStart("trace");
    List<TableLock> locks = TableLock.in(migration.recording());
    for (TracedStatement traced : migration.recording().statements()) {
      json.writeStartObject();
      json.writeStringField("sql", traced.sql());
      json.writeNumberField("durationMicros", traced.duration().toNanos() / 1000);
      EffectsJson.write(json, traced, locks, rehearsal.start().rows());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static @Nullable String predicted(
      Statement statement, RehearsedMigration migration, Rehearsal rehearsal) {
    for (Predicted one : rehearsal.prediction().of(migration.migration())) {
      if (one.statement() == statement) {
        return switch (one.outcome()) {
          case Outcome.Done ignored -> "works";
          case Outcome.Fails(ServerError error) -> error.sqlState() + " " + error.message();
          case Outcome.Unknown ignored -> "unknown";
        };
      }
    }
    return null;
  }

  static void lost(JsonGenerator json, List<LostData> lost) throws IOException {
    json.writeArrayFieldStart("lost");
    for (LostData one : lost) {
      json.writeStartObject();
      json.writeStringField("extent", one.extent().name().toLowerCase(Locale.ROOT));
      json.writeStringField("table", one.table());
      json.writeStringField("column", one.column());
      Long rows = one.rows();
      if (rows != null) {
        json.writeNumberField("rowsInProduction", rows);
      }
      Trace step = one.step();
      if (step != null) {
        Span span = step.statement().span();
        json.writeStringField("migration", step.migration().id());
        json.writeStringField("file", span.file().path());
        json.writeNumberField("line", span.line());
        json.writeStringField("statement", span.text());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void failure(JsonGenerator json, @Nullable Answer answer) throws IOException {
    json.writeStringField("sqlState", answer == null ? null : answer.sqlState());
    json.writeStringField("message", answer == null ? null : answer.message());
    if (answer != null) {
      json.writeStringField("detail", answer.detail());
      json.writeStringField("hint", answer.hint());
      json.writeNumberField("position", answer.position());
    }
  }

  static void comparison(JsonGenerator json, Comparison comparison, List<Difference> structure)
      throws IOException {
    json.writeObjectFieldStart("comparison");
    json.writeNumberField("compared", comparison.compared());
    json.writeNumberField("agreeing", comparison.agreeing());
    json.writeNumberField(
        "notPredictable", comparison.unknown().values().stream().mapToInt(Integer::intValue).sum());
    json.writeArrayFieldStart("disagreements");
    for (Comparison.Disagreement one : comparison.disagreements()) {
      json.writeStartObject();
      json.writeStringField("file", one.where().file().path());
      json.writeNumberField("line", one.where().line());
      json.writeStringField("predicted", one.predicted());
      json.writeStringField("proved", one.actual());
      json.writeBooleanField("wordsOnly", one.wordsOnly());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("structure");
    for (Difference one : structure) {
      json.writeStartObject();
      json.writeStringField("kind", one.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("object", one.object());
      json.writeStringField("predicted", one.expected());
      json.writeStringField("proved", one.actual());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
