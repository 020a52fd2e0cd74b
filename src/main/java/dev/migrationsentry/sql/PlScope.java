package dev.migrationsentry.sql;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables and labels that PL/pgSQL knows at a place of a routine, in levels: one for the
/// routine's parameters, one for each block and each loop.
final class PlScope {
  /// What a variable holds, as far as its type tells.
  enum Kind {
    SCALAR,
    RECORD,
    /// A type made by the user, or the type of a column: composite or not.
    UNKNOWN
  }

  /// A variable.
  ///
  /// @param cursor whether it is a cursor (of type refcursor)
  /// @param cursorParameters the names of a bound cursor's parameters; null when it is not bound to
  ///   a query
  record Variable(
      String name,
      Kind kind,
      boolean constant,
      boolean cursor,
      @Nullable List<String> cursorParameters) {
    static Variable of(String name, Kind kind) {
      return new Variable(name, kind, false, false, null);
    }

    /// The same variable, declared CONSTANT.
    Variable asConstant() {
      return new Variable(name, kind, true, cursor, cursorParameters);
    }

    /// The same variable under another name.
    Variable named(String other) {
      return new Variable(other, kind, constant, cursor, cursorParameters);
    }
  }

  /// A variable that a name with one to three parts stands for, and how many of the parts name it;
  /// the others are fields.
  record Match(Variable variable, int parts) {}

  private record Level(@Nullable String label, boolean loop, Map<String, Variable> variables) {}

  private final Deque<Level> levels = new ArrayDeque<>();

  /// Begins a block or loop, or the level of a routine's parameters.
  void push(@Nullable String label, boolean loop) {
    levels.push(new Level(label, loop, new HashMap<>(4)));
  }

  /// Ends the innermost block or loop.
  void pop() {
    levels.pop();
  }

  /// Adds a variable to the innermost level.
  void add(Variable variable) {
    add(variable.name(), variable);
  }

  /// Adds a variable to the innermost level under a name.
  void add(String name, Variable variable) {
    levels.element().variables().put(name, variable);
  }

  /// Whether the innermost level has a variable of a name.
  boolean declares(String name) {
    return levels.element().variables().containsKey(name);
  }

  /// The variable that a name stands for, or null.
  @Nullable Match find(List<String> parts) {
    String first = parts.getFirst();
    for (Level level : levels) {
      Variable variable = level.variables().get(first);
      if (variable != null && (parts.size() == 1 || variable.kind() != Kind.SCALAR)) {
        return new Match(variable, 1);
      }
      if (parts.size() > 1 && first.equals(level.label())) {
        Variable qualified = level.variables().get(parts.get(1));
        if (qualified != null && (parts.size() == 2 || qualified.kind() != Kind.SCALAR)) {
          return new Match(qualified, 2);
        }
      }
    }
    return null;
  }

  /// Whether a block or loop around this place has a label.
  boolean hasLabel(String label) {
    return levels.stream().anyMatch(level -> label.equals(level.label()));
  }

  /// Whether the innermost thing with a label is a loop.
  boolean isLoopLabel(String label) {
    return levels.stream()
        .filter(level -> label.equals(level.label()))
        .findFirst()
        .map(Level::loop)
        .orElse(false);
  }

  /// Whether there is a loop around this place.
  boolean insideLoop() {
    return levels.stream().anyMatch(Level::loop);
  }
}
