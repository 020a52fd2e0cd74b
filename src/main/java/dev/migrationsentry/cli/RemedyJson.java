package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.remedy.FileChange;
import dev.migrationsentry.remedy.Offers;
import dev.migrationsentry.remedy.Remedy;
import dev.migrationsentry.remedy.Tried;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Remedies as programs read them: docs/reference/diagnose-json.md.
final class RemedyJson {
  private RemedyJson() {}

  /// The JSON of `fix`.
  static void write(List<Offers> all, boolean written, OutputStream out) throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeBooleanField("written", written);
          json.writeArrayFieldStart("failures");
          for (Offers offers : all) {
            json.writeStartObject();
            json.writeStringField("failure", offers.ailment());
            fields(json, offers);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /// The fields about remedies, in an object that is open.
  static void fields(JsonGenerator json, Offers offers) throws IOException {
    json.writeArrayFieldStart("remedies");
    for (Tried tried : offers.offered()) {
      remedy(json, tried);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("remediesRefused");
    for (Tried tried : offers.refused()) {
      json.writeStartObject();
      json.writeStringField("kind", tried.remedy().kind());
      json.writeStringField("why", tried.refused());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("remediesUntried", offers.untried());
  }

  private static void remedy(JsonGenerator json, Tried tried) throws IOException {
    Remedy remedy = tried.remedy();
    json.writeStartObject();
    json.writeStringField("kind", remedy.kind());
    json.writeStringField("title", remedy.title());
    json.writeArrayFieldStart("files");
    for (FileChange change : remedy.files()) {
      file(json, change);
    }
    json.writeEndArray();
    JsonOutput.texts(json, "byHand", remedy.byHand());
    JsonOutput.texts(json, "commands", remedy.commands());
    json.writeStringField("risk", remedy.risk());
    json.writeStringField("undo", remedy.undo());
    json.writeStringField(
        "verification", remedy.verification().isEmpty() ? null : remedy.verification());
    json.writeStringField("prevention", remedy.prevention());
    json.writeArrayFieldStart("rehearsal");
    for (Tried.InWorld world : tried.worlds()) {
      json.writeStartObject();
      json.writeStringField("world", world.world());
      json.writeStringField("server", world.server());
      json.writeNumberField("migrations", world.migrations());
      json.writeBooleanField("whole", world.whole());
      json.writeBooleanField("passes", world.passes());
      if (world.verified() == null) {
        json.writeNullField("verified");
      } else {
        json.writeBooleanField("verified", world.verified());
      }
      json.writeArrayFieldStart("next");
      for (Tried.Refusal refusal : world.next()) {
        json.writeStartObject();
        json.writeStringField("migration", refusal.migration());
        json.writeStringField("answer", refusal.answer());
        json.writeEndObject();
      }
      json.writeEndArray();
      JsonOutput.texts(json, "degraded", world.degraded());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void file(JsonGenerator json, FileChange change) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "change",
        switch (change) {
          case FileChange.Add ignored -> "add";
          case FileChange.Edit ignored -> "edit";
          case FileChange.Rename ignored -> "rename";
        });
    json.writeStringField("path", change.path());
    switch (change) {
      case FileChange.Add add -> json.writeStringField("text", add.text());
      case FileChange.Edit edit -> json.writeStringField("text", edit.after());
      case FileChange.Rename rename -> json.writeStringField("from", rename.from());
    }
    json.writeEndObject();
  }
}
