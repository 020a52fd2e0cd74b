package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.ledger.Expressions;
import dev.migrationsentry.ledger.RequiredObject;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.timeline.Introductions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The JSON of `verify`: docs/reference/verify-json.md.
final class VerifyJson {
  private VerifyJson() {}

  static void write(Verification verification, String database, OutputStream out)
      throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeStringField("database", database);
          json.writeBooleanField("verified", verification.holds());
          json.writeNumberField("applied", verification.applied());
          required(json, verification);
          wanting(json, verification);
          expressions(json, verification.expressions());
          json.writeArrayFieldStart("beyond");
          for (Difference difference : verification.beyond()) {
            json.writeString(difference.actual());
          }
          json.writeEndArray();
          json.writeStringField("uncertain", verification.uncertain());
        });
  }

  private static void required(JsonGenerator json, Verification verification) throws IOException {
    json.writeArrayFieldStart("required");
    for (RequiredObject one : verification.required()) {
      json.writeStartObject();
      json.writeStringField("kind", one.requirement().kind().words());
      json.writeStringField("object", one.requirement().text());
      json.writeStringField("state", one.state().name().toLowerCase(Locale.ROOT));
      json.writeStringField("reason", one.present() ? null : one.sentence());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void wanting(JsonGenerator json, Verification verification) throws IOException {
    json.writeArrayFieldStart("wanting");
    for (Verification.Wanting one : verification.wanting()) {
      Difference difference = one.difference();
      json.writeStartObject();
      json.writeStringField("kind", difference.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("object", difference.object());
      json.writeStringField("expected", difference.expected());
      json.writeStringField("actual", difference.actual());
      madeBy(json, one.introduction());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void expressions(JsonGenerator json, Expressions expressions) throws IOException {
    json.writeObjectFieldStart("expressions");
    json.writeNumberField("compared", expressions.compared());
    json.writeStringField("notCompared", expressions.why());
    json.writeArrayFieldStart("different");
    for (Expressions.DifferentExpression one : expressions.different()) {
      json.writeStartObject();
      json.writeStringField("object", one.object());
      json.writeStringField("expected", one.expected());
      json.writeStringField("actual", one.actual());
      madeBy(json, one.introduction());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void madeBy(JsonGenerator json, Introductions.@Nullable Introduction introduction)
      throws IOException {
    if (introduction == null) {
      json.writeNullField("file");
      json.writeNullField("line");
    } else {
      json.writeStringField("file", introduction.span().file().path());
      json.writeNumberField("line", introduction.span().line());
    }
  }
}
