package dev.migrationsentry.web;

import java.util.Locale;

/// What is measured, in Prometheus' text format (Prometheus documentation, "Exposition formats",
/// version 0.0.4).
final class Metrics {
  private final StringBuilder text = new StringBuilder();

  private Metrics() {}

  static String of(Latest.Look look, long looks, long failures) {
    Metrics metrics = new Metrics();
    Observation seen = look.observation();
    metrics.gauge(
        "migration_sentry_up", "Whether the database could be read.", seen == null ? 0 : 1);
    if (seen != null) {
      metrics.gauge(
          "migration_sentry_migrated",
          "Whether every migration has run and nothing speaks against it.",
          seen.migrated() ? 1 : 0);
      metrics.gauge(
          "migration_sentry_verified",
          "Whether the database has what its migrations make and what is required.",
          seen.verified() ? 1 : 0);
      metrics.describe("migration_sentry_migrations", "Migrations by state.", "gauge");
      seen.states()
          .forEach((state, count) ->
              metrics.line("migration_sentry_migrations{state=\"" + state + "\"}", count));
    }
    metrics.gauge(
        "migration_sentry_last_look_timestamp_seconds",
        "When the database was looked at last, in seconds since 1970.",
        look.at().toEpochMilli() / 1000.0);
    metrics.gauge(
        "migration_sentry_last_look_duration_seconds",
        "How long the last look took.",
        look.took().toMillis() / 1000.0);
    metrics.describe(
        "migration_sentry_looks_total", "How often the database was looked at.", "counter");
    metrics.line("migration_sentry_looks_total", (double) looks);
    metrics.describe(
        "migration_sentry_failed_looks_total", "How many of the looks failed.", "counter");
    metrics.line("migration_sentry_failed_looks_total", (double) failures);
    return metrics.text.toString();
  }

  private void gauge(String name, String help, double value) {
    describe(name, help, "gauge");
    line(name, value);
  }

  private void describe(String name, String help, String type) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, double value) {
    String number =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : String.format(Locale.ROOT, "%.3f", value);
    text.append(name).append(' ').append(number).append('\n');
  }
}
