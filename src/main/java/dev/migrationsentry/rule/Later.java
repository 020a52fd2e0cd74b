package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Sent;
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
    return than(place(step, timeline), timeline, introductions);
  }

  /// Where a statement stands.
  ///
  /// @param number how many statements its migration has sent before it
  private record Place(Migration migration, Span statement, int number) {
    /// How an introduction in the same migration stands to the statement: negative before it, 0 in
    /// it, positive behind it. What code sends has no order in the file, so that there the order of
    /// sending counts.
    int compare(Introductions.Introduction introduction, Timeline timeline) {
      Span span = introduction.span();
      if (migration.up().program() != null) {
        return Integer.compare(numberOf(span, timeline), number);
      }
      return span.end() <= statement.start() ? -1 : span.start() >= statement.end() ? 1 : 0;
    }

    private int numberOf(Span span, Timeline timeline) {
      for (Sent sent : timeline.sent()) {
        if (sent.migration() == migration) {
          for (int i = 0; i < sent.statements().size(); i++) {
            if (sent.statements().get(i).span().overlaps(span)) {
              return i;
            }
          }
        }
      }
      return -1;
    }
  }

  private static Place place(Step step, Timeline timeline) {
    return new Place(
        step.migration(), step.statement().span(), timeline.inMigrationOf(step).size());
  }

  private static Place place(Trace step, Timeline timeline) {
    int number = 0;
    for (Trace earlier : timeline.steps()) {
      if (earlier == step) {
        break;
      }
      number += earlier.migration() == step.migration() ? 1 : 0;
    }
    return new Place(step.migration(), step.statement().span(), number);
  }

  private static List<Introductions.Introduction> than(
      Place at, Timeline timeline, List<Introductions.Introduction> introductions) {
    List<Introductions.Introduction> later = new ArrayList<>();
    if (introductions.isEmpty()) {
      return later;
    }
    List<Migration> order = timeline.history().migrations();
    int position = position(order, at.migration());
    for (Introductions.Introduction introduction : introductions) {
      Migration migration = introduction.migration();
      if (migration == null) {
        continue;
      }
      boolean sameLater = migration == at.migration() && at.compare(introduction, timeline) > 0;
      if (sameLater || position(order, migration) > position) {
        later.add(introduction);
      }
    }
    return later;
  }

  /// The introductions that ran before a step.
  static List<Introductions.Introduction> notThan(
      Step step, Timeline timeline, List<Introductions.Introduction> introductions) {
    return notThan(place(step, timeline), timeline, introductions);
  }

  /// The introductions that ran before an earlier step.
  static List<Introductions.Introduction> notThan(
      Trace step, Timeline timeline, List<Introductions.Introduction> introductions) {
    return notThan(place(step, timeline), timeline, introductions);
  }

  private static List<Introductions.Introduction> notThan(
      Place at, Timeline timeline, List<Introductions.Introduction> introductions) {
    List<Introductions.Introduction> later = than(at, timeline, introductions);
    return introductions.stream()
        .filter(introduction -> !later.contains(introduction))
        .filter(introduction ->
            introduction.migration() != at.migration() || at.compare(introduction, timeline) < 0)
        .toList();
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
