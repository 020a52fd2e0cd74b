package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.ledger.ChangedStatement;
import dev.migrationsentry.ledger.EditEffect;
import dev.migrationsentry.schema.Difference;
import java.io.IOException;
import java.util.List;

/// What an edit changed, in JSON: docs/reference/status-json.md.
final class EffectJson {
  private EffectJson() {}

  static void write(JsonGenerator json, EditEffect effect) throws IOException {
    json.writeObjectFieldStart("effect");
    json.writeArrayFieldStart("statements");
    for (ChangedStatement changed : effect.statements()) {
      json.writeStartObject();
      json.writeStringField("change", changed.added() ? "added" : "removed");
      json.writeNumberField("line", changed.statement().span().line());
      json.writeStringField("text", changed.statement().span().text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("otherwise", effect.otherwise());
    differences(json, "schema", effect.schema());
    json.writeArrayFieldStart("expressions");
    for (EditEffect.ChangedText text : effect.expressions()) {
      json.writeStartObject();
      json.writeStringField("object", text.object());
      json.writeStringField("applied", text.applied());
      json.writeStringField("today", text.today());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("unseen");
    for (String unseen : effect.unseen()) {
      json.writeString(unseen);
    }
    json.writeEndArray();
    json.writeStringField("uncertain", effect.uncertain());
    differences(json, "production", effect.production());
    json.writeStringField("uncompared", effect.uncompared());
    json.writeEndObject();
  }

  static void differences(JsonGenerator json, String name, List<Difference> differences)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (Difference difference : differences) {
      json.writeStartObject();
      json.writeStringField("kind", difference.kind().name());
      json.writeStringField("object", difference.object());
      json.writeStringField("expected", difference.expected());
      json.writeStringField("actual", difference.actual());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
