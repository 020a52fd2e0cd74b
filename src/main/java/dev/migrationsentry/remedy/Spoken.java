package dev.migrationsentry.remedy;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.Timeline;
import dev.migrationsentry.timeline.Trace;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// A history whose code is replaced by what it sends, so that a server can be asked without the
/// project's own runner.
final class Spoken {
  private Spoken() {}

  /// Replaces code by what it sends in a world; a history of texts stays as it is.
  ///
  /// Statements whose failure the code catches are left out: they are meant to fail.
  static History of(History history, World world) {
    if (history.migrations().stream().noneMatch(one -> one.up().program() != null)) {
      return history;
    }
    Timeline timeline = Replay.of(history, world);
    Set<Statement> caught = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Trace step : timeline.steps()) {
      if (step.fate() == Trace.Fate.CAUGHT) {
        caught.add(step.statement());
      }
    }
    IdentityHashMap<Migration, Sent> identity = new IdentityHashMap<>();
    world.applied().forEach(one -> identity.put(one.migration(), one));
    timeline.sent().forEach(one -> identity.put(one.migration(), one));
    List<Migration> migrations = new ArrayList<>();
    for (Migration migration : history.migrations()) {
      Sent one = identity.get(migration);
      migrations.add(
          one == null || migration.up().program() == null
              ? migration
              : spoken(
                  migration,
                  one.statements().stream().filter(said -> !caught.contains(said)).toList()));
    }
    return new History(
        history.path(),
        history.runner(),
        migrations,
        history.notes(),
        history.ignored(),
        history.reference(),
        history.graph(),
        history.beside());
  }

  private static Migration spoken(Migration migration, List<Statement> statements) {
    StringBuilder text = new StringBuilder();
    List<int[]> places = new ArrayList<>();
    for (Statement statement : statements) {
      String one = statement.span().text().strip();
      places.add(new int[] {text.length(), text.length() + one.length()});
      text.append(one).append(one.endsWith(";") ? "\n" : ";\n");
    }
    SourceFile file = new SourceFile(migration.file().path(), text.toString());
    List<Span> messages = new ArrayList<>();
    places.forEach(place -> messages.add(file.span(place[0], place[1])));
    return withUp(
        migration,
        new Script(file.span(0, text.length()), SqlReader.read(file), List.of(), messages));
  }

  /// A migration of some statements.
  static Migration withUp(Migration migration, Script script) {
    return new Migration(
        migration.id(),
        migration.title(),
        migration.kind(),
        migration.version(),
        migration.parents(),
        script,
        null,
        migration.transaction(),
        migration.transactionMarker(),
        migration.unreadable());
  }
}
