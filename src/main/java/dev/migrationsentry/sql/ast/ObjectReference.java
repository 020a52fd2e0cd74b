package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A named object in a statement that handles many kinds: DROP, COMMENT, ALTER … OWNER, GRANT.
///
/// @param name the object; for COLUMN the column with its table before it; for TRIGGER, POLICY,
///   RULE and CONSTRAINT the object's own name, with `table` beside it; for CAST the source type's
///   name; for USER_MAPPING the role
/// @param arguments for routines, aggregates, operators, casts (source and target) and transforms:
///   the types written; null when no list was written. `aggregate f(*)` has an empty list
/// @param span the range from the first of the parts to the last, the table included
/// @param table the table (or domain) of a trigger, policy, rule or constraint; the access method
///   of an operator class; the server of a user mapping; the language of a transform; else null
public record ObjectReference(
    ObjectKind kind,
    QualifiedName name,
    @Nullable List<Parameter> arguments,
    @Nullable QualifiedName table,
    Span span)
    implements Node {
  public ObjectReference {
    // The table of a renamed column stands before it, the access method of an operator class
    // behind.
    if (table != null && table.span().file() == span.file()) {
      int start = Math.min(span.start(), table.span().start());
      span = span.file().span(start, Math.max(span.end(), table.span().end()));
    }
    arguments = arguments == null ? null : List.copyOf(arguments);
  }

  /// One type in a routine's argument list.
  ///
  /// @param mode `in`, `out`, `inout`, `variadic`; `none` for a missing side of an operator
  public record Parameter(String mode, @Nullable Name name, @Nullable TypeName type) {}
}
