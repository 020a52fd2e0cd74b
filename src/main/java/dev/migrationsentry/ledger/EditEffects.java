package dev.migrationsentry.ledger;

import dev.migrationsentry.ledger.EditEffect.ChangedText;
import dev.migrationsentry.ledger.MigrationStatus.Edit;
import dev.migrationsentry.ledger.MigrationStatus.State;
import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ledger;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.PastVersion;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.schema.ExpressionTexts;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds out what edits of applied migrations changed, by a replay with the version that was
/// applied and one with the file of today.
public final class EditEffects {
  /// With more edits in one history, each costs a replay that nobody would wait for.
  private static final int MOST_EDITS = 50;

  private final LiveWorld live;
  private final Rereading rereading;

  private EditEffects(LiveWorld live, Rereading rereading) {
    this.live = live;
    this.rereading = rereading;
  }

  /// Reads the histories of a project again.
  @FunctionalInterface
  public interface Rereading {
    /// The histories as they are when some files have another content.
    ///
    /// @param contents by path, relative to the checked folder
    List<History> with(Map<String, byte[]> contents);
  }

  /// The same states with what each edit changed.
  ///
  /// @param empty a new database as the project's host makes it
  public static List<HistoryStatus> added(
      List<HistoryStatus> all, World empty, LiveWorld live, Rereading rereading) {
    EditEffects effects = new EditEffects(live, rereading);
    List<HistoryStatus> added = new ArrayList<>();
    World before = empty;
    for (HistoryStatus status : all) {
      added.add(effects.added(status, before));
      Ledger ledger = status.ledger();
      if (ledger != null && all.size() > 1) {
        before = before.having(status.history(), ledger.applied(status.history()), "before");
      }
    }
    return added;
  }

  private HistoryStatus added(HistoryStatus status, World before) {
    Ledger ledger = status.ledger();
    Map<String, byte[]> contents = new HashMap<>();
    for (MigrationStatus one : status.migrations()) {
      PastVersion applied = applied(one);
      Migration migration = one.migration();
      if (applied != null && migration != null) {
        contents.put(migration.file().path(), applied.content());
      }
    }
    if (ledger == null || contents.isEmpty()) {
      return status;
    }
    Map<String, Migration> past = past(status.history(), contents);
    List<Migration> ran = ledger.applied(status.history());
    World today = before.having(status.history(), ran, "today");
    List<MigrationStatus> migrations = new ArrayList<>();
    for (MigrationStatus one : status.migrations()) {
      Migration migration = one.migration();
      Edit edit = one.edit();
      if (applied(one) == null || migration == null || edit == null) {
        migrations.add(one);
        continue;
      }
      Migration then = past.get(migration.id());
      EditEffect effect;
      if (contents.size() > MOST_EDITS) {
        effect = EditEffect.unknown("more than " + MOST_EDITS + " migrations were edited");
      } else if (then == null) {
        effect = EditEffect.unknown("the applied version is no such migration of this runner");
      } else {
        List<Migration> changed = new ArrayList<>(ran);
        changed.replaceAll(each -> each == migration ? then : each);
        effect =
            between(before.having(status.history(), changed, "applied"), then, today, migration);
      }
      migrations.add(one.with(edit.with(effect)));
    }
    return status.with(migrations);
  }

  /// The version that was applied, of a migration that was edited.
  private static @Nullable PastVersion applied(MigrationStatus status) {
    Edit edit = status.edit();
    return edit == null || status.state() != State.DIVERGED ? null : edit.applied();
  }

  /// The migrations of a history in the versions that were applied, by id.
  private Map<String, Migration> past(History history, Map<String, byte[]> contents) {
    Map<String, Migration> past = new HashMap<>();
    for (History other : rereading.with(contents)) {
      if (other.path().equals(history.path()) && other.framework().equals(history.framework())) {
        other.migrations().forEach(migration -> past.put(migration.id(), migration));
      }
    }
    return past;
  }

  private EditEffect between(World applied, Migration then, World today, Migration now) {
    List<ChangedStatement> statements =
        ChangedStatement.between(statements(applied, then), statements(today, now));
    Schema wanted = today.database().schema();
    Schema had = applied.database().schema();
    List<Difference> schema = Difference.between(wanted, had);
    List<ChangedText> expressions = texts(ExpressionTexts.of(had), ExpressionTexts.of(wanted));
    List<String> unseen = new ArrayList<>();
    for (ChangedStatement changed : statements) {
      String why = Unseen.in(changed.statement());
      if (why != null) {
        unseen.add("\"" + changed.shown(60) + "\" " + why);
      }
    }
    String uncertain = uncertain(statements, wanted, had, now, then);
    List<Difference> production =
        TouchedObjects.by(schema).in(Difference.between(wanted, live.schema().database().schema()));
    return new EditEffect(
        statements,
        otherwise(then, now),
        schema,
        expressions,
        unseen,
        uncertain,
        production,
        uncertain != null ? uncertain : uncompared(schema, expressions),
        new EditEffect.Replays(applied.applied(), today.applied()));
  }

  private static List<Statement> statements(World world, Migration migration) {
    for (Sent sent : world.applied()) {
      if (sent.migration() == migration) {
        return sent.statements();
      }
    }
    return migration.up().statements();
  }

  private static @Nullable String otherwise(Migration then, Migration now) {
    if (then.transaction() != now.transaction()) {
      return "it runs in another transaction: "
          + words(then.transaction())
          + " then, "
          + words(now.transaction())
          + " now";
    }
    return null;
  }

  private static String words(Enum<?> mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static List<ChangedText> texts(
      SortedMap<String, String> had, SortedMap<String, String> wanted) {
    List<ChangedText> changed = new ArrayList<>();
    Set<String> objects = new TreeSet<>(had.keySet());
    objects.addAll(wanted.keySet());
    for (String object : objects) {
      String then = had.get(object);
      String now = wanted.get(object);
      if (!Objects.equals(then, now)) {
        changed.add(new ChangedText(object, then, now));
      }
    }
    return changed;
  }

  private static @Nullable String uncertain(
      List<ChangedStatement> statements, Schema wanted, Schema had, Migration now, Migration then) {
    for (Migration migration : List.of(then, now)) {
      if (migration.unreadable() != null) {
        return migration.title() + " " + migration.unreadable();
      }
    }
    String all = wanted.uncertainty("*") == null ? had.uncertainty("*") : wanted.uncertainty("*");
    if (all != null) {
      return all;
    }
    Set<String> names = new HashSet<>(wanted.uncertainNames());
    names.addAll(had.uncertainNames());
    for (String name : names) {
      boolean alike = wanted.uncertainNames().contains(name) == had.uncertainNames().contains(name);
      if (!alike || statements.stream().anyMatch(changed -> mentions(changed, name))) {
        String why =
            wanted.uncertainty(name) == null ? had.uncertainty(name) : wanted.uncertainty(name);
        return name + " is not certain: " + why;
      }
    }
    return null;
  }

  private static boolean mentions(ChangedStatement changed, String name) {
    String text = changed.statement().span().text().toLowerCase(Locale.ROOT);
    return text.contains(name.toLowerCase(Locale.ROOT));
  }

  /// Why comparing the database's structure does not tell all.
  private @Nullable String uncompared(List<Difference> schema, List<ChangedText> expressions) {
    if (!expressions.isEmpty()) {
      return expressions.getFirst().object()
          + " is an expression, which only a server can compare (migration-sentry reconcile does)";
    }
    for (String failed : live.schema().failed()) {
      for (Difference difference : schema) {
        if (failed.contains(difference.name())) {
          return "not all of its definitions were understood";
        }
      }
    }
    return null;
  }
}
