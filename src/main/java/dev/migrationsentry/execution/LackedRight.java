package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.ObjectKind;
import org.jspecify.annotations.Nullable;

/// A right for want of which a statement is refused.
///
/// @param role the role that lacks it
/// @param right a privilege in lower case (`create`, `select`), or `owner`, `superuser`,
///   `createrole`, `member`
/// @param kind of what it is a right to
/// @param object the object as SQL writes it, with its schema
/// @param owner the role that owns the object, null where that is not known or it has none
public record LackedRight(
    String role, String right, ObjectKind kind, String object, @Nullable String owner) {}
