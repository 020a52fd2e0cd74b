package dev.migrationsentry.rule;

import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.timeline.Introductions;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The ledger says that a migration has run, and what it makes is not in the database.
public final class StampedPast implements Rule.TimelineRule {
  private static final int MOST_NAMED = 8;

  @Override
  public Severity severity() {
    return Severity.ERROR;
  }

  @Override
  public Stream<Finding> check(Timeline timeline) {
    World world = timeline.world();
    Ledger ledger = world.ledger();
    if (ledger == null || world.applied().isEmpty()) {
      return Stream.empty();
    }
    List<Migration> applied = world.applied().stream().map(Sent::migration).toList();
    World expected =
        World.empty(world.database().major()).having(timeline.history(), applied, "what has run");
    Introductions introductions = expected.introductions();
    Map<Migration, List<Difference>> missing = new LinkedHashMap<>();
    for (Difference difference :
        Difference.between(expected.database().schema(), world.database().schema())) {
      if (difference.kind() == Difference.Kind.MISSING) {
        Introductions.Introduction made = introductions.last(difference);
        Migration maker = made == null ? null : made.migration();
        if (maker != null) {
          missing.computeIfAbsent(maker, asked -> new ArrayList<>()).add(difference);
        }
      }
    }
    List<Finding> findings = new ArrayList<>();
    String whole = "";
    for (Migration migration : applied) {
      List<Difference> lacks = missing.get(migration);
      if (lacks != null) {
        // Of the first one it is said up to where the ledger is right.
        String before = findings.isEmpty() ? whole : "";
        findings.add(finding(timeline, ledger, migration, lacks, before));
      } else if (findings.isEmpty()) {
        whole = " Up to " + migration.title() + " everything is there.";
      }
    }
    return findings.stream();
  }

  /// Tables first, then what stands for itself, then what belongs to tables.
  private static int weight(Difference difference) {
    String kind = difference.object().substring(0, difference.object().indexOf(' '));
    return switch (kind) {
      case "table" -> 0;
      case "column" -> 1;
      case "index", "primary", "unique", "check", "foreign", "exclude" -> 3;
      default -> 2;
    };
  }

  private Finding finding(
      Timeline timeline,
      Ledger ledger,
      Migration migration,
      List<Difference> lacks,
      String before) {
    List<String> names =
        lacks.stream()
            .sorted(Comparator.comparingInt(StampedPast::weight))
            .map(Difference::object)
            .limit(MOST_NAMED)
            .toList();
    String more = lacks.size() > MOST_NAMED ? " and " + (lacks.size() - MOST_NAMED) + " more" : "";
    return new Finding(
        id(),
        severity(),
        timeline.world().name(),
        Places.firstLine(migration.file()),
        migration.title(),
        null,
        ledger.table()
            + " says that "
            + migration.title()
            + " has run, and the database lacks what it makes: "
            + String.join(", ", names)
            + more
            + "."
            + before,
        "The ledger is ahead of the real state (a stamp, a restored backup, or objects dropped by hand): the runner will never run this migration here, and what uses these objects fails.",
        "Do not stamp again. Bring in what is missing by a new migration that has guards (IF NOT EXISTS), or take the ledger back to what is true and run the migrations; check both with --from before you do.",
        List.of(),
        false);
  }
}
