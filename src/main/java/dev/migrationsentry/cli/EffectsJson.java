package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.rehearsal.TableLock;
import dev.migrationsentry.rehearsal.wire.FullScan;
import dev.migrationsentry.rehearsal.wire.IndexBuild;
import dev.migrationsentry.rehearsal.wire.Rewrite;
import dev.migrationsentry.rehearsal.wire.RowsWritten;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// What a statement did to tables, as fields of the object that is being written.
final class EffectsJson {
  private EffectsJson() {}

  static void write(
      JsonGenerator json, TracedStatement traced, List<TableLock> locks, Map<String, Long> rows)
      throws IOException {
    json.writeArrayFieldStart("locks");
    for (TableLock lock : locks) {
      if (lock.statement() == traced.number()) {
        json.writeStartObject();
        json.writeStringField("table", lock.relation().toString());
        json.writeStringField("mode", lock.mode().sql());
        json.writeStringField("meaning", lock.meaning());
        json.writeNumberField("heldMicros", lock.held().toNanos() / 1000);
        json.writeNumberField("statements", lock.statements());
        Long known = rows.get(lock.relation().schema() + "." + lock.relation().name());
        if (known != null && known >= 0) {
          json.writeNumberField("rowsInProduction", known);
        }
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rewrites");
    for (Rewrite one : traced.effects().rewrites()) {
      json.writeString(one.relation().toString());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("fullScans");
    for (FullScan one : traced.effects().scans()) {
      json.writeString(one.relation().toString());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("indexBuilds");
    for (IndexBuild one : traced.effects().indexBuilds()) {
      json.writeString(one.index());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("invalidIndexes");
    for (IndexBuild one : traced.effects().invalidIndexes()) {
      json.writeString(one.index());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("writes");
    for (RowsWritten one : traced.effects().writes()) {
      json.writeStartObject();
      json.writeStringField("table", one.relation().toString());
      json.writeNumberField("inserted", one.inserted());
      json.writeNumberField("updated", one.updated());
      json.writeNumberField("deleted", one.deleted());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
