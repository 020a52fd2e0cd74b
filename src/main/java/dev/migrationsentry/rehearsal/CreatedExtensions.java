package dev.migrationsentry.rehearsal;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.sql.ast.SchemaStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.timeline.Nested;
import dev.migrationsentry.timeline.Replay;
import dev.migrationsentry.timeline.Sent;
import dev.migrationsentry.timeline.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The extensions that migrations create. A server that lacks one can't run them.
public final class CreatedExtensions {
  private CreatedExtensions() {}

  /// The names of the extensions that histories create, those in DO blocks included.
  ///
  /// @param world where they start: code decides by it what it sends
  /// @param prelude what runs before them
  public static List<String> of(
      Collection<History> histories, World world, List<Statement> prelude) {
    Set<String> names = new LinkedHashSet<>(in(prelude));
    for (History history : histories) {
      boolean code =
          history.migrations().stream().anyMatch(migration -> migration.up().program() != null);
      if (code) {
        Replay.of(history, world).sent().stream()
            .map(Sent::statements)
            .forEach(sent -> names.addAll(in(sent)));
      } else {
        history.migrations().forEach(migration -> names.addAll(in(migration.up().statements())));
      }
    }
    return List.copyOf(names);
  }

  /// The names of the extensions that statements create.
  static List<String> in(Collection<Statement> statements) {
    List<String> names = new ArrayList<>();
    for (Statement statement : statements) {
      add(statement, names);
      Nested.statements(statement).forEach(nested -> add(nested, names));
    }
    return names;
  }

  /// The same of migrations with texts.
  static List<String> inTexts(Collection<Migration> migrations) {
    List<String> names = new ArrayList<>();
    migrations.forEach(migration -> names.addAll(in(migration.up().statements())));
    return names;
  }

  private static void add(Statement statement, List<String> names) {
    if (statement instanceof SchemaStatement.CreateExtension create) {
      names.add(create.name().stored());
    }
  }
}
