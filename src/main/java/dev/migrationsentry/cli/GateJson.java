package dev.migrationsentry.cli;

import dev.migrationsentry.gate.GateReport;
import dev.migrationsentry.gate.GateStep;
import dev.migrationsentry.gate.GateStop;
import dev.migrationsentry.gate.StepResult;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/// The JSON of `gate`: docs/reference/gate-json.md.
final class GateJson {
  private GateJson() {}

  static void write(GateReport report, OutputStream out) throws IOException {
    JsonOutput.write(
        out,
        json -> {
          json.writeStringField("verdict", word(report.verdict()));
          json.writeNumberField("exitCode", report.exitCode());
          GateStep stopped = report.stoppedAt();
          json.writeStringField("stoppedAt", stopped == null ? null : stopped.word());
          GateStop stop = report.stop();
          json.writeStringField("reason", stop == null ? null : stop.reason());
          json.writeStringField("database", report.database());
          JsonOutput.texts(json, "pending", report.pending());
          JsonOutput.texts(json, "applied", report.applied());
          JsonOutput.texts(json, "unknown", report.unknown());
          json.writeArrayFieldStart("steps");
          for (StepResult step : report.steps()) {
            json.writeStartObject();
            json.writeStringField("step", step.step().word());
            json.writeStringField("state", word(step.state()));
            json.writeNumberField("seconds", step.took().toMillis() / 1000.0);
            json.writeNumberField("limitSeconds", step.limit().toSeconds());
            JsonOutput.texts(json, "lines", step.lines());
            GateStop why = step.stop();
            if (why != null) {
              json.writeNumberField("exitCode", why.exitCode());
              json.writeStringField("reason", why.reason());
              JsonOutput.texts(json, "evidence", why.evidence());
              JsonOutput.texts(json, "todo", why.todo());
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
