package dev.migrationsentry.ledger;

import dev.migrationsentry.framework.NextMigration;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.MigrationKind;
import dev.migrationsentry.schema.Converging;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.ExpressionTexts;
import dev.migrationsentry.schema.Outcome;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.World;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// A migration after which production and a new database are equal in what edits of applied
/// migrations have changed. It is proved before it is offered: it runs last, works in both, and
/// leaves no difference in these objects.
///
/// @param ids the edited migrations
/// @param file where it belongs, and its text; null where there is none
/// @param why why there is none, as a sentence, or null
/// @param notes what people have to know of it, a sentence each
public record FollowUp(
    List<String> ids, @Nullable NextMigration file, @Nullable String why, List<String> notes) {
  /// Copies the lists.
  public FollowUp {
    ids = List.copyOf(ids);
    notes = List.copyOf(notes);
  }

  /// What a draft needs.
  ///
  /// @param empty a new database as the project's host makes it
  /// @param rereading reads the histories with the draft among them
  /// @param now for names that begin with a time
  record Drafting(
      World empty, LiveWorld live, EditEffects.Rereading rereading, ZonedDateTime now) {}

  private static FollowUp none(List<String> ids, String why) {
    return new FollowUp(ids, null, why, List.of());
  }

  /// Drafts one for the refused edits of a history, and proves it. Null where their schemas do not
  /// differ.
  static @Nullable FollowUp of(
      HistoryStatus status, List<MigrationStatus> refused, World before, Drafting drafting) {
    Ledger ledger = status.ledger();
    List<String> ids = refused.stream().map(MigrationStatus::id).toList();
    Set<Difference> differences = new LinkedHashSet<>();
    Set<String> objects = new HashSet<>();
    Set<String> expressions = new LinkedHashSet<>();
    for (MigrationStatus one : refused) {
      EditEffect effect = one.edit() == null ? null : one.edit().effect();
      if (effect == null || effect.uncertain() != null) {
        return none(ids, "What the edits make is not certain, so that nothing can be derived.");
      }
      differences.addAll(effect.production());
      effect.schema().forEach(change -> objects.add(change.object()));
      effect.expressions().stream()
          .filter(text -> text.today() != null)
          .forEach(text -> expressions.add(text.object()));
    }
    if (ledger == null || (differences.isEmpty() && expressions.isEmpty())) {
      return null;
    }
    World today =
        before.having(status.history(), ledger.applied(status.history()), "with today's files");
    Schema wanted = today.database().schema();
    Schema there = drafting.live().schema().database().schema();
    Converging.Statements derived =
        Converging.of(wanted, there, List.copyOf(differences), expressions);
    if (!derived.underivable().isEmpty()) {
      return none(
          ids,
          "No statement is known here that would converge "
              + String.join(", ", derived.underivable())
              + ": write the migration by hand, or take the edit back.");
    }
    List<String> comments = new ArrayList<>();
    comments.add("Gives databases that have run an older version of " + String.join(", ", ids));
    comments.add("what the files of today make; changes nothing in a new database.");
    derived.destroying().forEach(statement -> comments.add("DESTROYS DATA: " + statement));
    NextMigration file =
        NextMigration.draft(
            status.history(), title(refused), comments, derived.statements(), drafting.now());
    if (file == null) {
      return none(
          ids,
          "A file can't be named here that would sort last. The statements would be: "
              + String.join("; ", derived.statements())
              + ".");
    }
    Proof proof = new Proof(status, file, new TouchedObjects(objects), expressions, drafting);
    String refuted = proof.refutes(before);
    return refuted == null
        ? new FollowUp(ids, file, null, proof.notes)
        : none(ids, "A migration was derived, but is not offered: " + refuted + ".");
  }

  private static String title(List<MigrationStatus> refused) {
    Migration one = refused.getFirst().migration();
    if (refused.size() > 1 || one == null) {
      return "converge_edited_migrations";
    }
    String title = Edits.name(one.title());
    int dot = title.indexOf('.');
    String plain = dot < 0 ? title : title.substring(0, dot);
    int start = 0;
    while (start < plain.length() && !Character.isLetter(plain.charAt(start))) {
      start++;
    }
    boolean versioned = plain.startsWith("V") && start == 0 && plain.indexOf("__") > 0;
    String words = versioned ? plain.substring(plain.indexOf("__") + 2) : plain.substring(start);
    return words.isEmpty() ? "converge_edited_migrations" : words + "_v2";
  }

  /// A replay with the draft from a new database and from production.
  private static final class Proof {
    private final HistoryStatus status;
    private final NextMigration file;
    private final TouchedObjects objects;
    private final Set<String> expressions;
    private final Drafting drafting;
    private final List<String> notes = new ArrayList<>();
    private @Nullable String refuted;

    Proof(
        HistoryStatus status,
        NextMigration file,
        TouchedObjects objects,
        Set<String> expressions,
        Drafting drafting) {
      this.status = status;
      this.file = file;
      this.objects = objects;
      this.expressions = expressions;
      this.drafting = drafting;
    }

    /// Why the draft does not what it is for, as a sentence part; null when it is proved.
    @Nullable String refutes(World before) {
      History history = null;
      byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
      for (History other : drafting.rereading().with(Map.of(file.path(), text))) {
        boolean same =
            other.path().equals(status.history().path())
                && other.framework().equals(status.history().framework());
        history = same ? other : history;
      }
      Migration last = null;
      if (history != null) {
        for (Migration migration : history.migrations()) {
          boolean draft = migration.file().path().equals(file.path());
          last = draft || migration.kind() != MigrationKind.REPEATABLE ? migration : last;
        }
      }
      if (history == null || last == null || !last.file().path().equals(file.path())) {
        return file.path() + " would not be the last migration";
      }
      LiveWorld live = drafting.live();
      Schema made = after(history, before, last);
      Schema there = after(history, live.world(history), last);
      if (refuted != null) {
        return refuted;
      }
      for (Schema schema : List.of(made, there)) {
        if (schema.uncertainty("*") != null) {
          return schema.uncertainty("*");
        }
      }
      List<Difference> left = objects.in(Difference.between(made, there));
      if (!left.isEmpty()) {
        return "after it " + Repairs.differences(left);
      }
      SortedMap<String, String> texts = ExpressionTexts.of(made);
      SortedMap<String, String> theirs = ExpressionTexts.of(there);
      for (String expression : expressions) {
        if (!Objects.equals(texts.get(expression), theirs.get(expression))) {
          return "after it " + expression + " is not proved to be the same";
        }
      }
      return null;
    }

    private Schema after(History history, World world, Migration last) {
      Timeline timeline =
          Replay.of(
              history,
              world,
              (step, soFar) -> {
                if (step.migration() != last) {
                  return;
                }
                switch (step.outcome()) {
                  case Outcome.Done ignored -> {}
                  case Outcome.Fails fails ->
                      refuted =
                          "PostgreSQL would answer "
                              + fails.error().sqlState()
                              + " \""
                              + fails.error().message()
                              + "\" in "
                              + (world.isEmpty() ? "a new database" : "production");
                  case Outcome.Unknown unknown -> notes.add(unknown(unknown.why()));
                }
              });
      return timeline.after().schema();
    }

    private static String unknown(String why) {
      return "Whether all of it works is not known before it runs: it " + why + ".";
    }
  }
}
