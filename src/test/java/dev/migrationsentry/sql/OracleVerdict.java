package dev.migrationsentry.sql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What PostgreSQL's own parser says of a text.
///
/// @param accepted whether it could be parsed
/// @param kind the node type of the first statement, e.g. `CreateStmt`, or null
/// @param statements how many statements it holds; 0 when it was refused
/// @param names the identifiers and string constants in it; empty when they are not known
/// @param error PostgreSQL's words, or null when it was accepted
/// @param cursor where PostgreSQL points, a UTF-16 index into the text, or -1
record OracleVerdict(
    boolean accepted,
    @Nullable String kind,
    int statements,
    List<String> names,
    @Nullable String error,
    int cursor) {
  OracleVerdict {
    names = List.copyOf(names);
  }

  /// The statements that neither change a schema nor anything that belongs to it.
  private static final Set<String> NO_DEFINITIONS =
      Set.of(
          "CallStmt",
          "CheckPointStmt",
          "ClosePortalStmt",
          "ConstraintsSetStmt",
          "CopyStmt",
          "DeallocateStmt",
          "DeclareCursorStmt",
          "DeleteStmt",
          "DiscardStmt",
          "ExecuteStmt",
          "ExplainStmt",
          "FetchStmt",
          "InsertStmt",
          "ListenStmt",
          "LoadStmt",
          "LockStmt",
          "MergeStmt",
          "NotifyStmt",
          "PrepareStmt",
          "SelectStmt",
          "TransactionStmt",
          "UnlistenStmt",
          "UpdateStmt",
          "VacuumStmt",
          "VariableSetStmt",
          "VariableShowStmt");

  /// Whether it was accepted and the first statement defines something (DDL), code that runs at
  /// once included.
  boolean definition() {
    return accepted && kind != null && !NO_DEFINITIONS.contains(kind);
  }
}
