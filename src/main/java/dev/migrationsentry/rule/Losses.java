package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Step;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the rules about lost data have in common.
final class Losses {
  private Losses() {}

  /// Whether the same migration has created the object before, so that nobody's data is lost.
  static boolean bornHere(Step step, Timeline timeline, Set<ObjectKind> kinds, String object) {
    Migration here = step.migration();
    List<Introductions.Introduction> introductions =
        timeline.introductions().of(kinds, null, plain(object));
    return Later.notThan(step, timeline, introductions).stream()
            .anyMatch(introduced -> introduced.migration() == here)
        && introductions.stream().filter(introduced -> introduced.migration() != here).count() == 0;
  }

  /// How many rows a table has, as an addition in brackets; nothing where nobody knows.
  ///
  /// @param table `schema.name`
  static String size(World world, String table) {
    Long rows = world.rows().get(table);
    return rows == null || rows < 0
        ? ""
        : " (about " + String.format(Locale.ROOT, "%,d", rows) + ")";
  }

  /// A name without its schema.
  static String plain(String object) {
    return object.substring(object.lastIndexOf('.') + 1);
  }

  /// A finding about a statement.
  static Finding finding(
      Rule rule, Step step, Timeline timeline, String seen, String effect, String safer) {
    return new Finding(
        rule.id(),
        rule.severity(),
        timeline.world().name(),
        step.statement().span(),
        step.migration().title(),
        null,
        seen,
        effect,
        safer,
        List.of(),
        false);
  }
}
