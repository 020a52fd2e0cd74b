package dev.migrationsentry.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Related;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.timeline.Timeline;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The report for programs: `docs/reference/check-json.md` describes it. Written as a stream, so
/// that its size costs no memory.
public final class JsonReport {
  private JsonReport() {}

  /// Writes a report as UTF-8, with a line end behind it. The stream is flushed and stays open.
  ///
  /// @param version the version of this program
  /// @throws IOException when the stream can't be written to
  public static void write(Report report, String version, OutputStream out) throws IOException {
    JsonFactory factory =
        JsonFactory.builder()
            .disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();
    try (JsonGenerator json = factory.createGenerator(out)) {
      json.setPrettyPrinter(
          new DefaultPrettyPrinter().withArrayIndenter(new DefaultIndenter("  ", "\n")));
      json.writeStartObject();
      json.writeObjectFieldStart("tool");
      json.writeStringField("name", "migration-sentry");
      json.writeStringField("version", version);
      json.writeEndObject();
      histories(report, json);
      worlds(report, json);
      json.writeArrayFieldStart("findings");
      for (Report.CheckedHistory history : report.histories()) {
        for (Finding finding : history.findings()) {
          finding(history.history().path(), finding, json);
        }
      }
      for (Finding finding : report.deploy()) {
        finding(null, finding, json);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.write('\n');
    out.flush();
  }

  private static void histories(Report report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("histories");
    for (Report.CheckedHistory checked : report.histories()) {
      json.writeStartObject();
      json.writeStringField("path", checked.history().path());
      json.writeStringField("framework", checked.history().framework());
      json.writeNumberField("migrations", checked.history().migrations().size());
      json.writeNumberField("statements", checked.coverage().statements());
      json.writeNumberField("understood", checked.coverage().understood());
      json.writeArrayFieldStart("heads");
      for (String head : checked.history().heads()) {
        json.writeString(head);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void worlds(Report report, JsonGenerator json) throws IOException {
    Map<String, Integer> failures = new LinkedHashMap<>();
    Map<String, Integer> pending = new LinkedHashMap<>();
    for (Report.CheckedHistory checked : report.histories()) {
      for (Timeline timeline : checked.timelines()) {
        failures.merge(timeline.world().name(), timeline.failures(), Integer::sum);
        pending.merge(timeline.world().name(), timeline.pending(), Integer::sum);
      }
    }
    json.writeArrayFieldStart("worlds");
    for (Map.Entry<String, Integer> world : failures.entrySet()) {
      json.writeStartObject();
      json.writeStringField("name", world.getKey());
      json.writeNumberField("failures", world.getValue());
      json.writeNumberField("pending", pending.getOrDefault(world.getKey(), 0));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// @param history the path of its history, or null for a finding about the deploy
  private static void finding(@Nullable String history, Finding finding, JsonGenerator json)
      throws IOException {
    Span where = finding.where();
    SourceFile file = where.file();
    json.writeStartObject();
    json.writeStringField("history", history);
    json.writeStringField("rule", finding.rule());
    json.writeStringField("severity", finding.severity().word());
    json.writeStringField("world", finding.world().isEmpty() ? null : finding.world());
    json.writeStringField("migration", finding.migration());
    json.writeStringField("file", file.path());
    json.writeNumberField("line", where.line());
    json.writeNumberField("column", where.column());
    // What code puts together may end in a line before the one that it starts in.
    int end =
        file.asWritten(where.end()) < file.asWritten(where.start()) ? where.start() : where.end();
    json.writeNumberField("endLine", file.line(end));
    json.writeNumberField("endColumn", file.column(end));
    json.writeStringField("sqlstate", finding.sqlState());
    json.writeStringField("message", finding.seen() + " " + finding.effect());
    json.writeBooleanField("followUp", finding.followUp());
    json.writeArrayFieldStart("related");
    for (Related related : finding.related()) {
      json.writeStartObject();
      json.writeStringField("migration", related.migration());
      json.writeStringField("file", related.where().file().path());
      json.writeNumberField("line", related.where().line());
      json.writeStringField("text", related.text());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("safer", finding.safer());
    json.writeEndObject();
  }
}
