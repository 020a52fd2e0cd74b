package dev.migrationsentry.schema;

import java.util.List;

/// What belongs to one table and has its name there: triggers, policies, rules.
public sealed interface TableAttachment extends SchemaObject {
  /// The id of the table or view.
  int table();

  @Override
  default int namespace() {
    return 0;
  }

  /// A trigger.
  ///
  /// @param function the id of its function, or 0 for a built-in one
  record Trigger(
      int id,
      String name,
      int table,
      String timing,
      List<String> events,
      List<Integer> columns,
      boolean forEachRow,
      boolean constraint,
      int function,
      String functionName)
      implements TableAttachment {
    public Trigger {
      events = List.copyOf(events);
      columns = List.copyOf(columns);
    }
  }

  /// A row security policy.
  ///
  /// @param command `all`, `select`, `insert`, `update` or `delete`
  record Policy(
      int id, String name, int table, boolean permissive, String command, List<String> roles)
      implements TableAttachment {
    public Policy {
      roles = List.copyOf(roles);
    }
  }

  /// A rewrite rule other than a view's own.
  record RewriteRule(int id, String name, int table, String event, boolean instead)
      implements TableAttachment {}
}
