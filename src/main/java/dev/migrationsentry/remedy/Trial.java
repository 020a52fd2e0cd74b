package dev.migrationsentry.remedy;

import dev.migrationsentry.diagnosis.Origin;
import dev.migrationsentry.framework.ProjectFiles;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.rule.Finding;
import dev.migrationsentry.rule.Rules;
import dev.migrationsentry.rule.Severity;
import dev.migrationsentry.timeline.World;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tries remedies for one thing: reads the project again with their files in place, predicts, and
/// rehearses from every world at hand.
final class Trial {
  private final Ailment ailment;
  private final Sources sources;
  private final Function<ProjectFiles, List<History>> reading;
  private final List<Origin> places;
  private final Servers servers;
  private final Map<String, Set<String>> failedBefore = new HashMap<>();
  private final Map<String, Set<String>> predictedBefore = new HashMap<>();

  Trial(
      Ailment ailment,
      Sources sources,
      Function<ProjectFiles, List<History>> reading,
      List<Origin> places,
      Servers servers) {
    this.ailment = ailment;
    this.sources = sources;
    this.reading = reading;
    this.places = List.copyOf(places);
    this.servers = servers;
  }

  /// Tries a remedy.
  ///
  /// @throws SQLException when a server ends in between
  Tried of(Remedy remedy) throws SQLException {
    History mended = mended(remedy);
    if (mended == null) {
      return new Tried(remedy, List.of(), "the history can't be read with it");
    }
    String predicted = predicted(remedy, mended);
    if (predicted != null) {
      return new Tried(remedy, List.of(), predicted);
    }
    List<Tried.InWorld> worlds = new ArrayList<>();
    // Where a database right before the failure is at hand, none has to be made.
    boolean before = places.stream().noneMatch(Origin.At.class::isInstance);
    for (Origin place : places) {
      if (!remedy.byHand().isEmpty() && (place instanceof Origin.Fresh) && !before) {
        continue;
      }
      WorldTrial trial = new WorldTrial(place, servers, ailment, remedy, mended);
      for (Tried.InWorld world : trial.run(before)) {
        worlds.add(world);
        String refused = refused(world, place);
        if (refused != null) {
          return new Tried(remedy, worlds, refused);
        }
      }
    }
    return new Tried(remedy, worlds, null);
  }

  private @Nullable String refused(Tried.InWorld world, Origin place) throws SQLException {
    boolean elsewhere =
        ailment instanceof Ailment.Failing failing
            && !failing.place().name().equals(place.name())
            && predictedBefore(place).contains(failing.migration().title());
    if (elsewhere && !world.passes()) {
      // There the migration fails for another reason, with the remedy as without it.
      return null;
    }
    if (!world.passes()) {
      return "in " + world.world() + " it does not let the migration pass" + first(world.next());
    }
    if (Boolean.FALSE.equals(world.verified())) {
      return "in " + world.world() + " its verification query does not say true";
    }
    Set<String> before = predictedBefore(place);
    if (world.next().stream().allMatch(one -> before.contains(one.migration()))) {
      return null;
    }
    Set<String> failed = failedBefore(place);
    List<Tried.Refusal> made =
        world.next().stream().filter(one -> !failed.contains(one.migration())).toList();
    return made.isEmpty()
        ? null
        : "in " + world.world() + " another migration fails with it" + first(made);
  }

  private static String first(List<Tried.Refusal> refusals) {
    return refusals.isEmpty()
        ? ""
        : ": " + refusals.getFirst().migration() + ", " + refusals.getFirst().answer();
  }

  /// The titles of the migrations that are predicted to fail in a world without the remedy.
  private Set<String> predictedBefore(Origin place) {
    return predictedBefore.computeIfAbsent(
        place.name(), asked -> Ailments.failing(ailment.history(), place));
  }

  /// The titles of the migrations that fail in a world without the remedy.
  private Set<String> failedBefore(Origin place) throws SQLException {
    Set<String> known = failedBefore.get(place.name());
    if (known == null) {
      known = WorldTrial.failing(place, servers, ailment.history());
      failedBefore.put(place.name(), known);
    }
    return known;
  }

  /// The history with the remedy's files in place.
  private @Nullable History mended(Remedy remedy) {
    ProjectFiles files;
    try {
      files = new Overlay(remedy.files()).over(sources.files());
    } catch (IOException e) {
      return null;
    }
    for (History other : reading.apply(files)) {
      if (other.path().equals(ailment.history().path())
          && other.framework().equals(ailment.history().framework())) {
        return other;
      }
    }
    return null;
  }

  /// Why the model refuses the remedy, as a sentence part; null when it does not.
  private @Nullable String predicted(Remedy remedy, History mended) {
    String misplaced = misplaced(remedy, mended);
    if (misplaced != null) {
      return misplaced;
    }
    Set<String> old = errors(ailment.history());
    Finding again = null;
    for (Finding finding : Rules.check(mended)) {
      boolean made = finding.severity() == Severity.ERROR && !old.contains(key(finding));
      again = again == null && made ? finding : again;
    }
    if (again != null) {
      return again.rule() + " then says: " + again.seen();
    }
    return switch (ailment) {
      case Ailment.Found found -> {
        World world = places.getFirst().world(mended);
        for (Ailment left : Ailments.of(mended, world)) {
          if (left instanceof Ailment.Found other
              && other.finding().rule().equals(found.finding().rule())
              && other.finding().seen().equals(found.finding().seen())) {
            yield "it is still there afterwards";
          }
        }
        yield null;
      }
      case Ailment.Failing failing -> {
        if (!remedy.byHand().isEmpty()) {
          yield null;
        }
        for (Ailment.Failing left : Ailments.in(mended, failing.place())) {
          if (same(failing.migration(), left.migration())) {
            yield "PostgreSQL then answers "
                + left.error().sqlState()
                + " \""
                + left.error().message()
                + "\" in "
                + left.migration().title();
          }
        }
        yield null;
      }
    };
  }

  /// Why a new migration does not stand where it should: right before the failing one, or behind
  /// what it continues.
  private @Nullable String misplaced(Remedy remedy, History mended) {
    if (!(ailment instanceof Ailment.Failing failing)) {
      return null;
    }
    int at = -1;
    List<Migration> order = mended.migrations();
    for (int i = 0; i < order.size(); i++) {
      at = same(failing.migration(), order.get(i)) ? i : at;
    }
    if (at < 0) {
      return "the failing migration is not there any more";
    }
    for (FileChange change : remedy.files()) {
      if (change instanceof FileChange.Add add) {
        boolean behind = remedy.kind().startsWith("split-concurrently");
        int wanted = behind ? at + 1 : at - 1;
        boolean there =
            wanted >= 0
                && wanted < order.size()
                && order.get(wanted).file().path().equals(add.path());
        if (!there) {
          return add.path()
              + " would not run right "
              + (behind ? "after " : "before ")
              + failing.migration().title();
        }
      }
    }
    return null;
  }

  private static boolean same(Migration one, Migration other) {
    return one.file().path().equals(other.file().path()) && one.id().equals(other.id());
  }

  private static Set<String> errors(History history) {
    Set<String> errors = new HashSet<>();
    for (Finding finding : Rules.check(history)) {
      if (finding.severity() == Severity.ERROR) {
        errors.add(key(finding));
      }
    }
    return errors;
  }

  private static String key(Finding finding) {
    return finding.rule() + " " + finding.migration() + " " + finding.seen();
  }
}
