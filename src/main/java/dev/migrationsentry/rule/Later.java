package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import java.util.ArrayList;
import java.util.List;

/// Which of several statements run after a step, and how people are told.
final class Later {
  private Later() {}

  /// The introductions that run after a step: in a later migration, or further down in the same
  /// one.
  static List<Introductions.Introduction> than(
      Step step, Timeline timeline, List<Introductions.Introduction> introductions) {
    return than(step.migration(), step.statement(), timeline, introductions);
  }

  private static List<Introductions.Introduction> than(
      Migration at,
      Statement statement,
      Timeline timeline,
      List<Introductions.Introduction> introductions) {
    List<Introductions.Introduction> later = new ArrayList<>();
    if (introductions.isEmpty()) {
      return later;
    }
    List<Migration> order = timeline.history().migrations();
    int position = position(order, at);
    for (Introductions.Introduction introduction : introductions) {
      Migration migration = introduction.migration();
      if (migration == null) {
        continue;
      }
      boolean sameLater = migration == at && start(introduction.span()) >= end(statement.span());
      if (sameLater || position(order, migration) > position) {
        later.add(introduction);
      }
    }
    return later;
  }

  /// The introductions that ran before a step.
  static List<Introductions.Introduction> notThan(
      Step step, Timeline timeline, List<Introductions.Introduction> introductions) {
    return notThan(step.migration(), step.statement(), timeline, introductions);
  }

  /// The introductions that ran before an earlier step.
  static List<Introductions.Introduction> notThan(
      Trace step, Timeline timeline, List<Introductions.Introduction> introductions) {
    return notThan(step.migration(), step.statement(), timeline, introductions);
  }

  private static List<Introductions.Introduction> notThan(
      Migration at,
      Statement statement,
      Timeline timeline,
      List<Introductions.Introduction> introductions) {
    List<Introductions.Introduction> later = than(at, statement, timeline, introductions);
    return introductions.stream()
        .filter(
            introduction -> !later.contains(introduction) && !within(introduction, at, statement))
        .toList();
  }

  /// Whether an introduction stands in the step's own statement. Code sends another text in each
  /// run, so that places are compared as they stand in the file.
  private static boolean within(
      Introductions.Introduction introduction, Migration at, Statement found) {
    Span statement = found.span();
    return introduction.migration() == at
        && introduction.span().file().path().equals(statement.file().path())
        && start(introduction.span()) < end(statement)
        && start(statement) < end(introduction.span());
  }

  /// Where a place begins in the file as people wrote it.
  static int start(Span span) {
    return span.file().asWritten(span.start());
  }

  private static int end(Span span) {
    return span.end() == span.start() ? start(span) : span.file().asWritten(span.end() - 1) + 1;
  }

  /// The title of the migration that an introduction is in; "this one" for the step's own.
  static String title(Introductions.Introduction introduction, Step step) {
    Migration migration = introduction.migration();
    return migration == null || migration == step.migration() ? "this one" : migration.title();
  }

  /// `file:line` of an introduction.
  static String place(Introductions.Introduction introduction) {
    return introduction.span().file().path() + ":" + introduction.span().line();
  }

  /// The words for when an introduction runs.
  static String runsLater(Step step, Introductions.Introduction introduction) {
    return introduction.migration() == step.migration()
        ? "stands further down in the same migration"
        : "runs later";
  }

  /// The introductions as places of a finding.
  static List<Related> related(List<Introductions.Introduction> introductions, String text) {
    List<Related> related = new ArrayList<>();
    for (Introductions.Introduction introduction : introductions) {
      Migration migration = introduction.migration();
      if (migration != null) {
        related.add(new Related(migration.title(), introduction.span(), text));
      }
    }
    return related;
  }

  private static int position(List<Migration> order, Migration migration) {
    for (int i = 0; i < order.size(); i++) {
      if (order.get(i) == migration) {
        return i;
      }
    }
    return -1;
  }
}
