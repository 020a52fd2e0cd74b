package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Scope.Item;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which columns, aggregates and window functions an analysis has met, and to which query they
/// belong: an aggregate belongs to the innermost query whose columns its arguments use (manual,
/// section 4.2.7).
final class ColumnUses {
  private final Analysis analysis;
  private final List<Use> uses = new ArrayList<>();
  private final List<Scope> aggregates = new ArrayList<>();
  private final List<Scope> windows = new ArrayList<>();

  ColumnUses(Analysis analysis) {
    this.analysis = analysis;
  }

  /// A column that is used.
  ///
  /// @param level the query that it belongs to
  /// @param inner whether a query inside of that one uses it
  /// @param at where; for a star the star
  record Use(Scope level, Item item, ScopeColumn column, boolean inner, Span at) {}

  /// How much has been met so far.
  record Mark(int uses, int aggregates, int windows) {}

  Mark mark() {
    return new Mark(uses.size(), aggregates.size(), windows.size());
  }

  void add(Scope from, Scope level, Item item, ScopeColumn column, Span at) {
    if (!item.isVariables()) {
      uses.add(new Use(level, item, column, level != from, at));
    }
  }

  /// Takes out what a query's own columns were used for since a mark.
  List<Use> take(Mark mark, Scope level) {
    List<Use> taken = new ArrayList<>();
    List<Use> since = uses.subList(mark.uses(), uses.size());
    for (Use use : since) {
      if (use.level() == level) {
        taken.add(use);
      }
    }
    since.removeIf(use -> use.level() == level);
    return taken;
  }

  boolean hasAggregates(Scope level) {
    return aggregates.contains(level);
  }

  /// Notes a call of an aggregate whose arguments have been looked at since a mark.
  void aggregate(Mark mark, Scope scope, Span at) {
    Scope level = level(mark, scope);
    if (aggregates.subList(mark.aggregates(), aggregates.size()).contains(level)) {
      throw analysis.refused("42803", "aggregate function calls cannot be nested", at);
    }
    if (windows.subList(mark.windows(), windows.size()).contains(level)) {
      throw analysis.refused(
          "42803", "aggregate function calls cannot contain window function calls", at);
    }
    String clause = level.clause();
    if (clause != null && !clause.equals("HAVING") && !clause.equals("window definitions")) {
      throw analysis.refused("42803", "aggregate functions are not allowed in " + clause, at);
    }
    take(mark, level);
    aggregates.add(level);
  }

  /// Notes a call of a window function whose arguments have been looked at since a mark.
  void window(Mark mark, Scope scope, Span at) {
    if (windows.subList(mark.windows(), windows.size()).contains(scope)) {
      throw analysis.refused("42P20", "window function calls cannot be nested", at);
    }
    refuse("42P20", "window", scope, at);
    windows.add(scope);
  }

  /// Refuses a function that returns rows in a clause that takes values only.
  void rows(Scope scope, Span at) {
    String clause = scope.clause();
    if (clause == null
        || clause.equals("VALUES")
        || clause.equals("GROUP BY")
        || clause.equals("window definitions")
        || clause.equals("functions in FROM")) {
      return;
    }
    refuse("0A000", "set-returning", scope, at);
  }

  private void refuse(String state, String what, Scope scope, Span at) {
    if (scope.clause() != null) {
      throw analysis.refused(state, what + " functions are not allowed in " + scope.clause(), at);
    }
  }

  private Scope level(Mark mark, Scope scope) {
    List<Use> inside = uses.subList(mark.uses(), uses.size());
    for (@Nullable Scope level = scope; level != null; level = level.parent()) {
      for (Use use : inside) {
        if (use.level() == level) {
          return level;
        }
      }
    }
    return scope;
  }
}
