package dev.migrationsentry.resolution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.sql.ast.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names that an expression can use: the entries of FROM of its query, then those of the
/// queries around it, then what the caller knows (parameters and variables).
public final class Scope {
  private final @Nullable Scope parent;
  private final List<Item> items = new ArrayList<>();
  private final Map<String, List<ScopeColumn>> commonTables = new HashMap<>();
  private final Set<String> pending = new HashSet<>();
  private final List<Item> hidden = new ArrayList<>();
  private int first;
  private @Nullable String clause;
  private final Set<String> groups = new HashSet<>();

  private Scope(@Nullable Scope parent) {
    this.parent = parent;
  }

  /// A scope without names.
  public static Scope empty() {
    return new Scope(null);
  }

  /// A scope inside of this one, still without names of its own.
  Scope inner() {
    return new Scope(this);
  }

  /// Notes entries that can't be used here, for the details of errors.
  void hide(List<Item> items) {
    hidden.addAll(items);
  }

  /// The entries that can't be used here.
  List<Item> hidden() {
    return hidden;
  }

  /// The place of the first entry whose name a new entry can't have.
  int first() {
    return first;
  }

  void first(int place) {
    first = place;
  }

  /// The clause that is looked at, as messages about functions in it say it (`WHERE`), or null
  /// where all functions are allowed.
  @Nullable String clause() {
    return clause;
  }

  void clause(@Nullable String words) {
    clause = words;
  }

  /// Announces the text of an expression by which rows are grouped.
  void group(String text) {
    groups.add(text);
  }

  /// Whether rows are grouped by an expression of a text.
  boolean isGroup(Expression expression) {
    return !groups.isEmpty() && groups.contains(WrittenText.of(expression));
  }

  @Nullable Scope parent() {
    return parent;
  }

  List<Item> items() {
    return items;
  }

  void add(Item item) {
    items.add(item);
  }

  /// Announces a common table expression that others can use before it is known.
  void addPending(String name) {
    pending.add(name);
  }

  void addCommonTable(String name, List<ScopeColumn> columns) {
    pending.remove(name);
    commonTables.put(name, columns);
  }

  /// The columns of a common table expression, or null when there is none of that name.
  @Nullable List<ScopeColumn> commonTable(String name) {
    for (Scope scope = this; scope != null; scope = scope.parent) {
      List<ScopeColumn> columns = scope.commonTables.get(name);
      if (columns != null) {
        return columns;
      }
      if (scope.pending.contains(name)) {
        throw new UndecidedException("WITH query " + name + " is used before its end");
      }
    }
    return null;
  }

  /// The relations in scope, innermost first, as error messages and rules name them.
  List<String> relations() {
    Set<String> names = new LinkedHashSet<>();
    for (Scope scope = this; scope != null; scope = scope.parent) {
      for (Item item : scope.items) {
        if (item.relation != null) {
          names.add(item.relation);
        }
      }
    }
    return List.copyOf(names);
  }

  /// The same columns, of which the types are not known.
  static List<ScopeColumn> untyped(List<ScopeColumn> columns) {
    List<ScopeColumn> untyped = new ArrayList<>();
    for (ScopeColumn column : columns) {
      untyped.add(
          new ScopeColumn(
              column.name(), new DataType.Undecided(), column.relation(), column.number()));
    }
    return untyped;
  }

  /// A column that can be used by name.
  ///
  /// @param relation the id of its relation in the schema, or 0 when it is computed
  /// @param number its number there, or 0
  record ScopeColumn(String name, DataType type, int relation, int number) {
    /// A computed column.
    ScopeColumn(String name, DataType type) {
      this(name, type, 0, 0);
    }
  }

  /// An entry of FROM, or a group of variables.
  static final class Item {
    private final @Nullable String name;
    private final @Nullable String relation;
    private final @Nullable String schema;
    private final List<ScopeColumn> columns;
    private final @Nullable String open;
    private final Set<String> merged = new HashSet<>();
    private boolean qualifiedOnly;
    private boolean unreachable;
    private boolean variables;

    /// @param name the alias or name by which it is qualified, or null
    /// @param relation the relation it is, with its schema, or null
    /// @param schema the schema of an entry without alias, by which it can be qualified too
    /// @param open why it may have columns that are not known here, or null
    Item(
        @Nullable String name,
        @Nullable String relation,
        @Nullable String schema,
        List<ScopeColumn> columns,
        @Nullable String open) {
      this.name = name;
      this.relation = relation;
      this.schema = schema;
      // What is known of a column may be out of date where its relation is not known.
      this.columns = open == null || relation == null ? columns : untyped(columns);
      this.open = open;
    }

    @Nullable String name() {
      return name;
    }

    @Nullable String schema() {
      return schema;
    }

    @Nullable String relation() {
      return relation;
    }

    List<ScopeColumn> columns() {
      return columns;
    }

    @Nullable String open() {
      return open;
    }

    /// The column of a name, or null.
    @Nullable ScopeColumn column(String column) {
      for (ScopeColumn candidate : columns) {
        if (candidate.name().equals(column)) {
          return candidate;
        }
      }
      return null;
    }

    /// Whether a bare name can mean one of its columns.
    boolean visibleBare(String column) {
      return !qualifiedOnly && !merged.contains(column);
    }

    /// A column of it that USING has merged into the join's: only the qualified name means it from
    /// now on.
    void merge(String column) {
      merged.add(column);
    }

    /// From now on its columns need its name before them.
    void qualifiedOnly() {
      qualifiedOnly = true;
    }

    /// It is hidden behind the alias of a join.
    void hide() {
      qualifiedOnly = true;
      unreachable = true;
    }

    /// Its columns are variables or parameters of code.
    void variables() {
      variables = true;
    }

    boolean isVariables() {
      return variables;
    }

    boolean reachable() {
      return !unreachable;
    }
  }
}
