package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.framework.NextMigration;
import dev.migrationsentry.ledger.EditEffect;
import dev.migrationsentry.ledger.FollowUp;
import dev.migrationsentry.ledger.Reconciliation;
import dev.migrationsentry.ledger.Reconciliation.Line;
import dev.migrationsentry.ledger.Reconciliation.Rewrite;
import dev.migrationsentry.ledger.Reconciliation.Word;
import dev.migrationsentry.ledger.Stamp;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// The JSON of `reconcile`: docs/reference/reconcile-json.md.
final class ReconcileJson {
  private ReconcileJson() {}

  /// @param written whether what is accepted was written
  static void write(Reconciliation plan, boolean written, OutputStream out) throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeStringField("database", plan.database());
          json.writeBooleanField("judged", plan.judged());
          json.writeBooleanField("dryRun", !written);
          json.writeNumberField("written", written ? plan.writes() : 0);
          json.writeArrayFieldStart("lines");
          for (Line line : plan.lines()) {
            line(json, line);
          }
          json.writeEndArray();
          stamp(json, plan.stamp());
          json.writeArrayFieldStart("followUps");
          for (FollowUp followUp : plan.followUps()) {
            followUp(json, followUp);
          }
          json.writeEndArray();
        });
  }

  private static void stamp(JsonGenerator json, @Nullable Stamp stamp) throws IOException {
    if (stamp == null) {
      json.writeNullField("stamp");
      return;
    }
    json.writeObjectFieldStart("stamp");
    json.writeStringField("revision", stamp.revision());
    json.writeStringField("ledger", stamp.ledger());
    JsonOutput.texts(json, "skipped", stamp.skipped());
    JsonOutput.texts(json, "old", stamp.old());
    JsonOutput.texts(json, "heads", stamp.heads());
    json.writeStringField("refused", stamp.refused());
    json.writeEndObject();
  }

  private static void followUp(JsonGenerator json, FollowUp followUp) throws IOException {
    json.writeStartObject();
    JsonOutput.texts(json, "ids", followUp.ids());
    NextMigration file = followUp.file();
    json.writeStringField("path", file == null ? null : file.path());
    json.writeStringField("text", file == null ? null : file.text());
    json.writeStringField("why", followUp.why());
    JsonOutput.texts(json, "notes", followUp.notes());
    json.writeEndObject();
  }

  private static void line(JsonGenerator json, Line line) throws IOException {
    json.writeStartObject();
    json.writeStringField("word", line.word().name());
    json.writeStringField("id", line.id());
    json.writeStringField("reason", line.reason());
    Rewrite rewrite = line.word() == Word.ACCEPTED ? line.rewrite() : null;
    json.writeStringField("ledger", rewrite == null ? null : rewrite.ledger());
    json.writeStringField("oldChecksum", rewrite == null ? null : rewrite.old());
    json.writeStringField("newChecksum", rewrite == null ? null : rewrite.checksum());
    json.writeStringField("ack", line.ack());
    EditEffect effect = line.effect();
    if (effect != null) {
      EffectJson.write(json, effect);
    }
    json.writeEndObject();
  }
}
