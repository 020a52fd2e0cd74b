package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.runner.LedgerTarget;
import dev.migrationsentry.runner.MigrationFailure;
import dev.migrationsentry.runner.MigrationOutcome;
import dev.migrationsentry.runner.MigrationRun;
import dev.migrationsentry.runner.RunPlan;
import dev.migrationsentry.runner.ServerError;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// The result of `migrate` for programs: `docs/reference/migrate-json.md`.
final class MigrateJson {
  private MigrateJson() {}

  static void write(MigrateResult result, OutputStream out) throws IOException {
    JsonOutput.write(out, json -> fields(json, result));
  }

  private static void fields(JsonGenerator json, MigrateResult result) throws IOException {
    RunPlan plan = result.plan();
    json.writeStringField("database", result.database());
    json.writeStringField("history", plan.status().history().path());
    json.writeStringField("framework", plan.status().history().framework());
    LedgerTarget ledger = plan.ledger();
    json.writeStringField("ledger", ledger == null ? null : ledger.shown());
    json.writeBooleanField(
        "ledgerMade", ledger != null && ledger.isNew() && !result.outcomes().isEmpty());
    json.writeStringField("lock", result.lock());
    json.writeBooleanField("dryRun", result.dryRun());
    json.writeBooleanField("succeeded", result.exitCode() == ExitCode.FINE);
    JsonOutput.texts(json, "stops", plan.stops());
    JsonOutput.texts(json, "unsupported", plan.unsupported());
    JsonOutput.texts(json, "skipped", plan.skipped());
    JsonOutput.texts(json, "remarks", plan.remarks());
    json.writeArrayFieldStart("migrations");
    for (MigrationOutcome outcome : result.outcomes()) {
      json.writeStartObject();
      migration(json, outcome.migration());
      json.writeStringField(
          "result", outcome.result().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      json.writeNumberField("durationMillis", outcome.elapsed().toMillis());
      json.writeNumberField("steps", outcome.steps());
      json.writeNumberField("stepsDone", outcome.stepsDone());
      json.writeNumberField("lockRetries", outcome.retries());
      JsonOutput.texts(json, "remarks", outcome.remarks());
      JsonOutput.texts(json, "notices", outcome.notices());
      MigrationFailure failure = outcome.failure();
      if (failure != null) {
        failure(json, failure, MigrateText.state(outcome));
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("pending");
    for (Migration migration : result.left()) {
      json.writeStartObject();
      migration(json, migration);
      if (plan.mayRun()) {
        MigrationRun.Cut cut = MigrationRun.cut(migration);
        json.writeNumberField("steps", cut.steps());
        json.writeStringField("why", cut.why());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void migration(JsonGenerator json, Migration migration) throws IOException {
    json.writeStringField("id", migration.id());
    json.writeStringField("title", migration.title());
    json.writeStringField("path", migration.file().path());
  }

  private static void failure(JsonGenerator json, MigrationFailure failure, String state)
      throws IOException {
    json.writeObjectFieldStart("failure");
    json.writeStringField("path", failure.place().file().path());
    json.writeNumberField("line", failure.place().line());
    json.writeNumberField("column", failure.place().column());
    json.writeStringField(
        "statement", failure.statement() == null ? null : failure.statement().text());
    json.writeStringField("sentence", failure.sentence());
    json.writeStringField("state", state);
    ServerError error = failure.error();
    json.writeStringField("sqlState", error == null ? null : error.sqlState());
    json.writeStringField("message", error == null ? null : error.message());
    json.writeStringField("detail", error == null ? null : error.detail());
    json.writeStringField("hint", error == null ? null : error.hint());
    json.writeStringField("where", error == null ? null : error.where());
    json.writeEndObject();
  }
}
