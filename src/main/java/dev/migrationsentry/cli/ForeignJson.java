package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.CommandMigration;
import dev.migrationsentry.rehearsal.CommandRehearsal;
import dev.migrationsentry.rehearsal.CommandRun;
import dev.migrationsentry.rehearsal.CommandStatement;
import dev.migrationsentry.rehearsal.TableLock;
import dev.migrationsentry.rehearsal.probe.ProbeReport;
import dev.migrationsentry.rehearsal.wire.Hang;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/// The JSON of `rehearse -- COMMAND`: docs/reference/rehearse-json.md.
final class ForeignJson {
  private ForeignJson() {}

  /// @param rows what each rehearsal's migrations require of rows
  static void write(List<CommandRehearsal> rehearsals, List<ProbeReport> rows, OutputStream out)
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

  private static void rehearsal(JsonGenerator json, CommandRehearsal rehearsal, ProbeReport rows)
      throws IOException {
    CommandRun run = rehearsal.run();
    json.writeStartObject();
    json.writeStringField("path", rehearsal.history().path());
    json.writeStringField("framework", rehearsal.history().framework());
    json.writeStringField("world", rehearsal.start().world().name());
    json.writeStringField("server", rehearsal.server());
    json.writeStringField("exactness", rehearsal.degraded() ? "degraded" : "exact");
    JsonOutput.texts(json, "degraded", rehearsal.start().degraded());
    ProbeJson.write(json, rows);
    json.writeStringField("result", lower(rehearsal.result()));
    json.writeNumberField("elapsedMs", run.elapsed().toMillis());
    json.writeObjectFieldStart("command");
    JsonOutput.texts(json, "words", run.command());
    if (run.exitCode().isPresent()) {
      json.writeNumberField("exitCode", run.exitCode().getAsInt());
    } else {
      json.writeNullField("exitCode");
    }
    json.writeNumberField("connections", run.recording().connections().size());
    json.writeBooleanField("ledgerMoved", rehearsal.ledgerMoved());
    JsonOutput.texts(json, "redirected", run.environment().redirected());
    JsonOutput.texts(json, "removed", run.environment().removed());
    JsonOutput.texts(json, "output", run.output());
    json.writeEndObject();
    json.writeArrayFieldStart("migrations");
    List<TableLock> locks = TableLock.in(run.recording());
    for (CommandMigration migration : rehearsal.migrations()) {
      json.writeStartObject();
      json.writeStringField("id", migration.migration().id());
      json.writeStringField("file", migration.migration().file().path());
      json.writeStringField("outcome", lower(rehearsal.fate(migration)));
      json.writeBooleanField("recorded", migration.recorded());
      json.writeArrayFieldStart("statements");
      for (CommandStatement statement : migration.statements()) {
        statement(json, statement, locks, rehearsal);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonOutput.texts(json, "notRun", rehearsal.unreached().stream().map(Migration::id).toList());
    json.writeArrayFieldStart("hangs");
    for (Hang hang : run.recording().hangs()) {
      json.writeStartObject();
      json.writeStringField("statement", hang.sql());
      json.writeStringField("waitsFor", hang.waitsFor());
      json.writeNumberField("waitedMs", hang.waited().toMillis());
      JsonOutput.texts(
          json,
          "blockers",
          hang.blockers().stream().map(one -> one.state() + ": " + one.sql()).toList());
      json.writeStringField("remedy", rehearsal.remedy(hang));
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonOutput.texts(
        json, "gaps", run.recording().gaps().stream().map(gap -> gap.reason()).toList());
    RehearseJson.lost(json, rehearsal.lost());
    RehearseJson.comparison(json, rehearsal.comparison(), rehearsal.structure());
    RehearseJson.down(json, rehearsal.down());
    CommandRun again = rehearsal.again();
    if (again == null) {
      json.writeNullField("again");
    } else {
      json.writeObjectFieldStart("again");
      json.writeStringField("end", lower(again.end()));
      json.writeBooleanField("succeeded", again.succeeded());
      Answer refusal = again.lastRefusal();
      json.writeStringField("sqlState", refusal == null ? null : refusal.sqlState());
      json.writeStringField("message", refusal == null ? null : refusal.message());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void statement(
      JsonGenerator json,
      CommandStatement statement,
      List<TableLock> locks,
      CommandRehearsal rehearsal)
      throws IOException {
    TracedStatement traced = statement.traced();
    Statement source = statement.source();
    Answer answer = statement.answer();
    json.writeStartObject();
    json.writeStringField("sql", traced.sql());
    if (source != null) {
      json.writeStringField("file", source.span().file().path());
      json.writeNumberField("line", source.span().line());
    }
    json.writeNumberField("durationMicros", traced.duration().toNanos() / 1000);
    json.writeStringField("tag", traced.tag());
    json.writeStringField("sqlState", answer.sqlState());
    if (!answer.worked()) {
      json.writeStringField("message", answer.message());
      json.writeStringField("detail", answer.detail());
      json.writeStringField("hint", answer.hint());
      json.writeNumberField("position", traced.errorPosition());
    }
    EffectsJson.write(json, traced, locks, rehearsal.start().rows());
    json.writeEndObject();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
