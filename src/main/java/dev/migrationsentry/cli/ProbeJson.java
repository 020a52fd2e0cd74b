package dev.migrationsentry.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.migrationsentry.rehearsal.probe.Probe;
import dev.migrationsentry.rehearsal.probe.ProbeAnswer;
import dev.migrationsentry.rehearsal.probe.ProbeReport;
import dev.migrationsentry.rehearsal.probe.Reservation;
import dev.migrationsentry.rehearsal.probe.Unprobed;
import dev.migrationsentry.rehearsal.rows.FilledTable;
import dev.migrationsentry.source.Span;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The key `rows` in the JSON of `rehearse`: docs/reference/rehearse-json.md.
final class ProbeJson {
  private ProbeJson() {}

  static void write(JsonGenerator json, ProbeReport report) throws IOException {
    json.writeObjectFieldStart("rows");
    json.writeBooleanField("asked", report.asked());
    json.writeArrayFieldStart("questions");
    for (int i = 0; i < report.plan().probes().size(); i++) {
      probe(json, report.plan().probes().get(i), report.asked() ? report.answers().get(i) : null);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("synthetic");
    for (FilledTable table : report.synthetic()) {
      json.writeStartObject();
      json.writeStringField("table", table.table());
      json.writeNumberField("wanted", table.wanted());
      json.writeNumberField("added", table.added());
      json.writeStringField("why", table.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notAsked");
    for (Unprobed one : report.plan().unprobed()) {
      json.writeStartObject();
      place(json, one.migration(), one.at());
      json.writeStringField("requirement", one.requirement());
      json.writeStringField("why", one.why());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, String migration, Span at) throws IOException {
    json.writeStringField("migration", migration);
    json.writeStringField("file", at.file().path());
    json.writeNumberField("line", at.line());
  }

  private static void probe(JsonGenerator json, Probe probe, @Nullable ProbeAnswer answer)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", word(probe.kind()));
    json.writeStringField("table", probe.table());
    place(json, probe.migration(), probe.at());
    json.writeStringField("requirement", probe.requirement());
    json.writeStringField("question", probe.question());
    json.writeStringField("keysQuestion", probe.keys());
    json.writeStringField("access", word(probe.cost().access()));
    if (probe.cost().rows() < 0) {
      json.writeNullField("estimatedRows");
    } else {
      json.writeNumberField("estimatedRows", probe.cost().rows());
    }
    texts(json, "reservations", probe.reservations().stream().map(Reservation::why).toList());
    if (answer != null) {
      json.writeStringField("verdict", word(answer.verdict()));
      json.writeNumberField("elapsedMs", answer.time().toMillis());
      texts(json, "keys", answer.keys());
      json.writeStringField("sqlState", answer.sqlState());
      json.writeStringField("why", answer.why());
    }
    json.writeEndObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void texts(JsonGenerator json, String name, List<String> texts)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
