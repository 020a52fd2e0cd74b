package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Triggers, event triggers and row security policies.
public sealed interface TriggerStatement extends Statement {

  /// `CREATE [OR REPLACE] [CONSTRAINT] TRIGGER …`.
  ///
  /// @param timing `before`, `after` or `instead of`
  /// @param events `insert`, `update`, `delete`, `truncate`
  /// @param columns the columns of UPDATE OF
  /// @param from the referenced table of a constraint trigger, or null
  /// @param attributes when a constraint trigger fires; all false for others
  /// @param transitionTables the names in REFERENCING
  record CreateTrigger(
      boolean orReplace,
      boolean constraint,
      Name name,
      String timing,
      List<String> events,
      List<Name> columns,
      QualifiedName table,
      @Nullable QualifiedName from,
      ColumnConstraint.Attributes attributes,
      List<Name> transitionTables,
      boolean forEachRow,
      @Nullable Expression when,
      QualifiedName function,
      List<String> arguments,
      Span span)
      implements TriggerStatement {
    public CreateTrigger {
      events = List.copyOf(events);
      columns = List.copyOf(columns);
      transitionTables = List.copyOf(transitionTables);
      arguments = List.copyOf(arguments);
    }
  }

  /// `CREATE EVENT TRIGGER name ON event … EXECUTE FUNCTION f()`.
  record CreateEventTrigger(Name name, String event, QualifiedName function, Span span)
      implements TriggerStatement {}

  /// `ALTER EVENT TRIGGER name ENABLE|DISABLE …`.
  record AlterEventTrigger(Name name, String setting, Span span) implements TriggerStatement {}

  /// `CREATE POLICY name ON table …`, or ALTER POLICY when `alter`; null where not written.
  ///
  /// @param command `all`, `select`, `insert`, `update` or `delete`
  record CreatePolicy(
      boolean alter,
      Name name,
      QualifiedName table,
      boolean permissive,
      String command,
      List<Name> roles,
      @Nullable Expression using,
      @Nullable Expression withCheck,
      Span span)
      implements TriggerStatement {
    public CreatePolicy {
      roles = List.copyOf(roles);
    }
  }
}
