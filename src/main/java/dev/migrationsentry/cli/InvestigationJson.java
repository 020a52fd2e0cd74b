package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.diagnosis.Investigation;
import dev.migrationsentry.diagnosis.Subject;
import dev.migrationsentry.diagnosis.Trial;
import dev.migrationsentry.rehearsal.Answer;
import dev.migrationsentry.rehearsal.RehearsedMigration;
import java.io.IOException;
import java.util.Locale;

/// The part of the JSON of `diagnose` that says what was looked at beside the log.
final class InvestigationJson {
  private InvestigationJson() {}

  static void write(JsonGenerator json, Investigation investigation) throws IOException {
    Subject subject = investigation.subject();
    json.writeFieldName("files");
    if (subject == null) {
      json.writeNull();
    } else {
      json.writeStartObject();
      json.writeStringField("commit", subject.commit());
      json.writeStringField("source", subject.source());
      json.writeEndObject();
    }
    json.writeArrayFieldStart("rehearsals");
    for (Trial trial : investigation.trials()) {
      json.writeStartObject();
      json.writeStringField("from", trial.origin().name());
      json.writeStringField("server", trial.rehearsal().server());
      json.writeStringField(
          "verdict", trial.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      json.writeBooleanField("exact", trial.isFirm());
      JsonOutput.texts(json, "notExact", trial.rehearsal().start().degraded());
      json.writeStringField("said", trial.said());
      json.writeArrayFieldStart("failures");
      for (RehearsedMigration one : trial.rehearsal().failures()) {
        Answer answer = one.refusal();
        json.writeStartObject();
        json.writeStringField("migration", one.migration().title());
        json.writeStringField("sqlstate", answer == null ? null : answer.sqlState());
        json.writeStringField("message", answer == null ? null : answer.message());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
