package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.cause.Cause;
import dev.migrationsentry.cause.Diagnosis;
import dev.migrationsentry.cause.Evidence;
import dev.migrationsentry.diagnosis.Investigation;
import dev.migrationsentry.log.Failure;
import dev.migrationsentry.remedy.Offers;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of `diagnose`: docs/reference/diagnose-json.md.
final class DiagnoseJson {
  private DiagnoseJson() {}

  static void write(Investigation investigation, @Nullable Offers offers, OutputStream out)
      throws IOException {
    Diagnosis diagnosis = investigation.diagnosis();
    JsonOutput.write(
        out,
        json -> {
          json.writeBooleanField("firstErrorInLog", diagnosis.log().first().isPresent());
          json.writeArrayFieldStart("failures");
          for (Failure failure : diagnosis.log().failures()) {
            failure(json, failure);
          }
          json.writeEndArray();
          Cause cause = diagnosis.cause().orElse(null);
          if (cause == null) {
            json.writeNullField("cause");
          } else {
            json.writeFieldName("cause");
            cause(json, cause);
          }
          json.writeArrayFieldStart("candidates");
          for (Cause candidate : diagnosis.candidates()) {
            cause(json, candidate);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("ruledOut");
          for (Diagnosis.RuledOut ruledOut : diagnosis.ruledOut()) {
            json.writeStartObject();
            json.writeStringField("class", ruledOut.id());
            json.writeStringField("why", ruledOut.why());
            json.writeEndObject();
          }
          json.writeEndArray();
          InvestigationJson.write(json, investigation);
          if (offers != null) {
            RemedyJson.fields(json, offers);
          }
          JsonOutput.texts(json, "started", diagnosis.log().started());
          JsonOutput.texts(json, "tools", diagnosis.log().tools());
          json.writeStringField("serverVersion", diagnosis.log().serverVersion());
          json.writeNumberField("lines", diagnosis.log().lines());
          List<String> notes = new ArrayList<>(diagnosis.log().notes());
          notes.addAll(investigation.notes());
          JsonOutput.texts(json, "notes", notes);
        });
  }

  private static void failure(JsonGenerator json, Failure failure) throws IOException {
    json.writeStartObject();
    json.writeNumberField("line", failure.line());
    json.writeStringField("sqlstate", failure.sqlState());
    json.writeBooleanField("sqlstatePrinted", failure.statePrinted());
    json.writeStringField("message", failure.message());
    json.writeStringField("detail", failure.detail());
    json.writeStringField("hint", failure.hint());
    json.writeStringField("context", failure.context());
    json.writeStringField("object", failure.object().isEmpty() ? null : failure.object());
    if (failure.position() == null) {
      json.writeNullField("position");
    } else {
      json.writeNumberField("position", failure.position());
    }
    json.writeStringField("migration", failure.migration());
    json.writeStringField("statement", failure.statement());
    json.writeStringField("tool", failure.tool().isEmpty() ? null : failure.tool());
    json.writeStringField("process", failure.process().isEmpty() ? null : failure.process());
    json.writeStringField("followUp", DiagnoseText.word(failure.followUp()));
    json.writeBooleanField("quoted", failure.quoted());
    json.writeNumberField("times", failure.times());
    json.writeEndObject();
  }

  private static void cause(JsonGenerator json, Cause cause) throws IOException {
    json.writeStartObject();
    json.writeStringField("class", cause.id());
    json.writeStringField("title", cause.title());
    json.writeStringField("certainty", DiagnoseText.certainty(cause));
    json.writeNumberField("weight", cause.weight());
    json.writeStringField("summary", cause.summary());
    json.writeBooleanField("firstErrorInLog", cause.isFirstErrorKnown());
    json.writeStringField("migration", cause.migration());
    json.writeStringField("file", cause.file());
    json.writeStringField("object", cause.object().isEmpty() ? null : cause.object());
    json.writeStringField("sqlstate", cause.sqlState());
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : cause.evidence()) {
      json.writeStartObject();
      json.writeStringField("level", evidence.level().word());
      json.writeStringField("text", evidence.text());
      json.writeStringField("place", evidence.place().isEmpty() ? null : evidence.place());
      json.writeEndObject();
    }
    json.writeEndArray();
    JsonOutput.texts(json, "against", cause.against());
    json.writeStringField("decides", cause.decides());
    json.writeEndObject();
  }
}
