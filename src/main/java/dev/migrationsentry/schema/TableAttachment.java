package dev.migrationsentry.schema;

import dev.migrationsentry.sql.ast.Expression;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What belongs to one table and has its name there: triggers, policies, rules.
public sealed interface TableAttachment extends SchemaObject {
  /// The id of the table or view.
  int table();

  @Override
  TableAttachment named(String newName, int newNamespace);

  @Override
  default int namespace() {
    return 0;
  }

  /// Whether a trigger or rule fires.
  enum Enabled {
    ORIGIN,
    DISABLED,
    REPLICA,
    ALWAYS
  }

  /// A trigger.
  ///
  /// @param timing `before`, `after` or `instead of`
  /// @param events `insert`, `update`, `delete`, `truncate`
  /// @param columns the numbers of the columns of UPDATE OF
  /// @param when whether it has a condition
  /// @param function the id of its function, or 0 for a built-in one
  /// @param parent the id of the partitioned table's trigger of which it is the copy, or 0
  record Trigger(
      int id,
      String name,
      int table,
      String timing,
      List<String> events,
      List<Integer> columns,
      boolean forEachRow,
      boolean when,
      boolean constraint,
      boolean deferrable,
      boolean initiallyDeferred,
      int function,
      String functionName,
      Enabled enabled,
      int parent)
      implements TableAttachment {
    public Trigger {
      events = List.copyOf(events);
      columns = List.copyOf(columns);
    }

    @Override
    public Trigger named(String newName, int newNamespace) {
      return new Trigger(
          id,
          newName,
          table,
          timing,
          events,
          columns,
          forEachRow,
          when,
          constraint,
          deferrable,
          initiallyDeferred,
          function,
          functionName,
          enabled,
          parent);
    }

    /// The same, firing or not.
    public Trigger enabled(Enabled newEnabled) {
      return new Trigger(
          id,
          name,
          table,
          timing,
          events,
          columns,
          forEachRow,
          when,
          constraint,
          deferrable,
          initiallyDeferred,
          function,
          functionName,
          newEnabled,
          parent);
    }
  }

  /// A row security policy.
  ///
  /// @param command `all`, `select`, `insert`, `update` or `delete`
  /// @param roles the ids of the roles; 0 is PUBLIC
  record Policy(
      int id,
      String name,
      int table,
      boolean permissive,
      String command,
      List<Integer> roles,
      @Nullable Expression using,
      @Nullable Expression withCheck)
      implements TableAttachment {
    public Policy {
      roles = List.copyOf(roles);
    }

    @Override
    public Policy named(String newName, int newNamespace) {
      return new Policy(id, newName, table, permissive, command, roles, using, withCheck);
    }
  }

  /// A rewrite rule other than a view's own.
  record RewriteRule(int id, String name, int table, String event, boolean instead, Enabled enabled)
      implements TableAttachment {
    @Override
    public RewriteRule named(String newName, int newNamespace) {
      return new RewriteRule(id, newName, table, event, instead, enabled);
    }

    /// The same, firing or not.
    public RewriteRule enabled(Enabled newEnabled) {
      return new RewriteRule(id, name, table, event, instead, newEnabled);
    }
  }
}
