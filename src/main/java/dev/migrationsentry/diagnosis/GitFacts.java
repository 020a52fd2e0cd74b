package dev.migrationsentry.diagnosis;

import dev.migrationsentry.cause.Circumstance;
import dev.migrationsentry.cause.Diagnosis;
import dev.migrationsentry.cause.Evidence;
import dev.migrationsentry.git.FileChange;
import dev.migrationsentry.log.Failure;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.timeline.Introductions.Introduction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What git and the order of the history say of a failure.
///
/// @param provenance which commits made the files
/// @param failing the migration that failed
/// @param story where its object comes from
record GitFacts(
    History history, Provenance provenance, Failure failure, Migration failing, ObjectStory story) {
  /// Runners that record no checksum, so that they never notice an edit (their manuals).
  private static final Set<String> WITHOUT_CHECKSUMS =
      Set.of(
          "alembic",
          "dbmate",
          "diesel",
          "golang-migrate",
          "goose",
          "knex",
          "node-pg-migrate",
          "pop",
          "sql-migrate",
          "supabase");

  private static final Set<String> LATE = Set.of("referenced-before-introduced");

  private static final Set<String> STATE =
      Set.of("blind-stamp", "out-of-order", "ledger-lost", "if-not-exists-hides-drift");

  /// What speaks for and against causes.
  List<Circumstance> circumstances() {
    List<Circumstance> all = new ArrayList<>();
    String told = provenance.story(failing);
    if (told != null) {
      all.add(new Circumstance(Set.of(), 0, read(told, failing.file().path())));
    }
    if (ObjectStory.isMissing(failure)) {
      missing(all);
    } else if (ObjectStory.exists(failure) && !story.before().isEmpty() && !isSame()) {
      Introduction first = story.before().getFirst();
      all.add(
          new Circumstance(
              LATE, 10, read(brings(first) + " already, before this one.", place(first))));
    }
    edits(all);
    return all;
  }

  private boolean isSame() {
    return story.here().isEmpty();
  }

  private void missing(List<Circumstance> all) {
    if (!story.before().isEmpty()) {
      Introduction last = story.before().getLast();
      Evidence seen =
          read(brings(last) + ", and that migration runs before this one.", place(last));
      all.add(new Circumstance(STATE, 1, seen));
    } else if (!story.after().isEmpty()) {
      Introduction first = story.after().getFirst();
      all.add(
          new Circumstance(
              LATE,
              5,
              read("Only a later migration has it: " + brings(first) + ".", place(first))));
    }
  }

  /// `M brings in orders.note (came with commit …)`.
  private String brings(Introduction introduction) {
    Migration migration = introduction.migration();
    String title = migration == null ? "A migration" : migration.title();
    FileChange came = migration == null ? null : provenance.beginning(migration.file().path());
    String name =
        introduction.table() == null
            ? introduction.written()
            : introduction.table() + "." + introduction.written();
    return title
        + (came == null ? "" : ", which came with commit " + Provenance.words(came) + ",")
        + " brings in "
        + name;
  }

  private static String place(Introduction introduction) {
    return introduction.span().toString();
  }

  private static Evidence read(String text, String place) {
    return new Evidence(Evidence.Level.READ, text, place);
  }

  private void edits(List<Circumstance> all) {
    String path = failing.file().path();
    if (provenance.beginning(path) != null && provenance.edits(path).isEmpty()) {
      all.add(
          new Circumstance(
              Set.of("checksum-mismatch"),
              1,
              read(
                  "Git knows no edit of "
                      + failing.title()
                      + " since it came, so that the recorded checksum is of the same content made in another way: another algorithm, line ends, a byte order mark.",
                  path)));
    }
  }

  /// The migrations that run before the failing one and were edited after they had come.
  List<Migration> edited() {
    Set<String> before = new HashSet<>(history.upTo(List.of(failing.id())));
    return history.migrations().stream()
        .filter(one -> one != failing && before.contains(one.id()))
        .filter(one -> !provenance.edits(one.file().path()).isEmpty())
        .toList();
  }

  /// Why edits of applied migrations are not the cause, where the runner can't notice them; null
  /// where there are none, or it can.
  Diagnosis.@Nullable RuledOut harmlessEdits() {
    List<Migration> edited = edited();
    if (edited.isEmpty() || !WITHOUT_CHECKSUMS.contains(history.framework())) {
      return null;
    }
    Migration most = edited.getFirst();
    int edits = 0;
    for (Migration one : edited) {
      int own = provenance.edits(one.file().path()).size();
      edits += own;
      most = own > provenance.edits(most.file().path()).size() ? one : most;
    }
    List<FileChange> last = provenance.edits(most.file().path());
    return new Diagnosis.RuledOut(
        "checksum-mismatch",
        edited.size()
            + (edited.size() == 1 ? " earlier migration was" : " earlier migrations were")
            + " edited after it had come ("
            + edits
            + (edits == 1 ? " edit" : " edits")
            + "; most often "
            + most.title()
            + ", "
            + last.size()
            + " times, last in commit "
            + Provenance.words(last.getFirst())
            + "). "
            + history.runner().title()
            + " records no checksums and runs an applied migration never again, so that such an edit stops no deploy.");
  }
}
