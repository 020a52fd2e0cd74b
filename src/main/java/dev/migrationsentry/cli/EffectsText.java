package dev.migrationsentry.cli;

import dev.migrationsentry.rehearsal.Recording;
import dev.migrationsentry.rehearsal.TableLock;
import dev.migrationsentry.rehearsal.wire.Effects;
import dev.migrationsentry.rehearsal.wire.Relation;
import dev.migrationsentry.rehearsal.wire.TracedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What statements do to tables that people use, in plain words.
///
/// @param rows how many rows production's tables have, by `schema.name`; empty where nobody knows
record EffectsText(Map<String, Long> rows) {
  /// The locks that statements took and others would have felt, one line each.
  List<String> locks(List<TracedStatement> statements, List<TableLock> all) {
    List<String> lines = new ArrayList<>();
    for (TableLock lock : all) {
      if (statements.stream().anyMatch(one -> one.number() == lock.statement())) {
        lines.add(
            lock.meaning()
                + size(lock.relation())
                + ", held for "
                + shown(lock.held())
                + (lock.statements() > 1
                    ? " until the end of its transaction, " + lock.statements() + " statements"
                    : ""));
      }
    }
    return lines;
  }

  /// What a statement did beside taking locks, one line each.
  List<String> others(TracedStatement statement) {
    List<String> lines = new ArrayList<>();
    Effects effects = statement.effects();
    effects.rewrites().stream()
        .filter(one -> !one.relation().isIndex())
        .forEach(one -> lines.add("rewrites all of " + one.relation() + size(one.relation())));
    effects
        .scans()
        .forEach(one -> lines.add("reads all of " + one.relation() + size(one.relation())));
    effects
        .indexBuilds()
        .forEach(one ->
            lines.add(
                "builds the index " + one.index() + " on " + one.table() + size(one.table())));
    effects
        .invalidIndexes()
        .forEach(one ->
            lines.add(
                "leaves the index "
                    + one.index()
                    + " behind, which is invalid and costs every write"));
    effects
        .writes()
        .forEach(one -> {
          long changed = one.inserted() + one.updated() + one.deleted();
          if (changed > 0) {
            lines.add("writes " + changed + " rows of " + one.relation() + size(one.relation()));
          }
        });
    return lines.stream().distinct().toList();
  }

  /// All lines for the statements of a migration.
  List<String> of(List<TracedStatement> statements, Recording recording) {
    List<String> lines = new ArrayList<>(locks(statements, TableLock.in(recording)));
    statements.forEach(one -> lines.addAll(others(one)));
    return lines.stream().distinct().toList();
  }

  private String size(Relation relation) {
    Long known = rows.get(relation.schema() + "." + relation.name());
    return known == null || known < 0
        ? ""
        : " (" + String.format(Locale.ROOT, "%,d", known) + " rows in production)";
  }

  private static String shown(Duration duration) {
    long millis = duration.toMillis();
    return millis < 10_000 ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
