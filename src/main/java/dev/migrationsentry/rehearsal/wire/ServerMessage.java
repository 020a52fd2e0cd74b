package dev.migrationsentry.rehearsal.wire;

import org.jspecify.annotations.Nullable;

/// An error or a notice of the server (PostgreSQL manual, section 54.8 "Error and Notice Message
/// Fields").
///
/// @param severity such as `ERROR` or `NOTICE`, not translated
/// @param sqlState five letters and digits
/// @param message the primary message
/// @param detail more about it, or null
/// @param hint what to do, or null
/// @param position the place in the text of the whole message, in characters from 1, or 0
/// @param where the call stack of functions, or null
/// @param schema the schema that it is about, or null
/// @param table the table that it is about, or null
/// @param column the column that it is about, or null
/// @param constraint the constraint that it is about, or null
/// @param routine the server's own function that raised it, or null
public record ServerMessage(
    String severity,
    String sqlState,
    String message,
    @Nullable String detail,
    @Nullable String hint,
    int position,
    @Nullable String where,
    @Nullable String schema,
    @Nullable String table,
    @Nullable String column,
    @Nullable String constraint,
    @Nullable String routine) {}
