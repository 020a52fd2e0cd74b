package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.git.Whereabouts;
import dev.migrationsentry.ledger.DatabaseStatus;
import dev.migrationsentry.ledger.Deployment;
import dev.migrationsentry.ledger.EditEffect;
import dev.migrationsentry.ledger.HistoryStatus;
import dev.migrationsentry.ledger.MigrationStatus;
import dev.migrationsentry.ledger.MigrationStatus.Edit;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.ledger.RequiredObject;
import dev.migrationsentry.ledger.Sentences;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.PastVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The JSON of `status`: docs/reference/status-json.md.
final class StatusJson {
  private StatusJson() {}

  static void write(DatabaseStatus status, OutputStream out) throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeStringField("database", status.database());
          json.writeStringField("serverVersion", status.serverVersion());
          json.writeBooleanField("migrated", status.migrated());
          List<String> alembic = status.alembicCurrent();
          if (alembic == null) {
            json.writeNullField("alembic_current");
          } else {
            JsonOutput.texts(json, "alembic_current", alembic);
          }
          JsonOutput.texts(json, "current", status.current());
          JsonOutput.texts(json, "heads", status.heads());
          JsonOutput.texts(json, "pending", ids(status, State.PENDING));
          JsonOutput.texts(json, "failed", ids(status, State.FAILED));
          JsonOutput.texts(json, "diverged", ids(status, State.DIVERGED));
          JsonOutput.texts(json, "unknown", ids(status, State.UNKNOWN));
          JsonOutput.texts(json, "unchecked", ids(status, State.UNCHECKED));
          json.writeObjectFieldStart("checks");
          for (RequiredObject check : status.checks()) {
            json.writeBooleanField(check.requirement().text(), check.present());
          }
          json.writeEndObject();
          JsonOutput.texts(json, "reasons", status.reasons());
          json.writeStringField("schemaMayLag", status.lag());
          JsonOutput.texts(json, "runsAtEveryStart", status.reruns());
          json.writeArrayFieldStart("histories");
          for (HistoryStatus history : status.histories()) {
            history(json, history);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("otherLedgers");
          for (Ledger ledger : status.others()) {
            json.writeStartObject();
            json.writeStringField("table", ledger.table());
            json.writeStringField("runner", ledger.runner());
            json.writeStringField("why", ledger.why());
            json.writeNumberField("rows", ledger.rows().size());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void history(JsonGenerator json, HistoryStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", status.history().path());
    json.writeStringField("framework", status.history().framework());
    Ledger ledger = status.ledger();
    json.writeStringField("ledger", ledger == null ? null : ledger.table());
    json.writeStringField("ledgerWhy", ledger == null ? null : ledger.why());
    json.writeStringField("checksums", Sentences.checksums(status));
    Deployment deployment = status.deployment();
    json.writeStringField("deployed", deployment == null ? null : deployment.commit());
    json.writeStringField("deployedWhy", deployment == null ? null : deployment.why());
    JsonOutput.texts(json, "advice", status.advice());
    json.writeArrayFieldStart("migrations");
    for (MigrationStatus one : status.migrations()) {
      Ledger.Row row = one.row();
      json.writeStartObject();
      json.writeStringField("id", one.id());
      json.writeStringField("state", one.state().name());
      json.writeStringField("checksum", row == null ? null : row.checksum());
      json.writeStringField("appliedAt", row == null ? null : row.appliedAt());
      json.writeStringField("remark", Sentences.remark(one));
      edit(json, one);
      whereabouts(json, one.whereabouts());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void edit(JsonGenerator json, MigrationStatus status) throws IOException {
    Edit edit = status.edit();
    PastVersion by = edit == null ? null : edit.edited();
    if (edit == null) {
      return;
    }
    json.writeObjectFieldStart("edit");
    json.writeBooleanField("harmless", edit.harmless());
    json.writeNumberField("edits", edit.all().size());
    if (by != null) {
      commit(json, by.commit(), by.author(), by.date(), by.subject());
    }
    EditEffect effect = edit.effect();
    if (effect != null) {
      EffectJson.write(json, effect);
    }
    json.writeEndObject();
  }

  private static void whereabouts(JsonGenerator json, @Nullable Whereabouts whereabouts)
      throws IOException {
    switch (whereabouts) {
      case Whereabouts.Removed removed -> {
        json.writeObjectFieldStart("removed");
        json.writeStringField("path", removed.path());
        json.writeStringField("renamedTo", removed.renamedTo());
        commit(json, removed.commit(), removed.author(), removed.date(), removed.subject());
        json.writeEndObject();
      }
      case Whereabouts.Elsewhere elsewhere -> {
        json.writeObjectFieldStart("elsewhere");
        json.writeStringField("path", elsewhere.path());
        json.writeStringField("reference", elsewhere.reference());
        json.writeEndObject();
      }
      case null -> {}
    }
  }

  private static void commit(
      JsonGenerator json, String commit, String author, Instant date, String subject)
      throws IOException {
    json.writeStringField("commit", commit);
    json.writeStringField("author", author);
    json.writeStringField("date", date.toString());
    json.writeStringField("subject", subject);
  }

  private static List<String> ids(DatabaseStatus status, State state) {
    return status.in(state).stream().map(MigrationStatus::id).toList();
  }
}
