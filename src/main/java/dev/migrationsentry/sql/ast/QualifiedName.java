package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A name with its qualifiers: `users`, `public.users`, `db.public.users`, or for columns `t.a`.
///
/// @param parts from the outermost qualifier to the name itself, at least one
public record QualifiedName(List<Name> parts, Span span) implements Node {
  public QualifiedName {
    parts = List.copyOf(parts);
  }

  /// The unqualified name, cut to 63 bytes as the server stores it.
  public String name() {
    return parts.getLast().stored();
  }

  /// The qualifier directly before the name (the schema of a table), or null when there is none.
  public @Nullable String qualifier() {
    return parts.size() < 2 ? null : parts.get(parts.size() - 2).stored();
  }

  /// The parts joined by dots, cut to 63 bytes and without quotes, as PostgreSQL's messages print
  /// them.
  @Override
  public String toString() {
    return parts.stream().map(Name::stored).collect(Collectors.joining("."));
  }
}
