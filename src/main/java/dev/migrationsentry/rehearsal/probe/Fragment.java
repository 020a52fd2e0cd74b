package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;

/// A piece of SQL about one row of a table in production. Its columns are named only when it is
/// written, so that it can be said of the row behind any alias.
record Fragment(List<Part> parts) {
  Fragment {
    parts = List.copyOf(parts);
  }

  /// A part of it.
  sealed interface Part {
    /// Text as it stands.
    record Text(String text) implements Part {}

    /// A column by its name in production.
    record Field(String name) implements Part {}
  }

  static Fragment text(String text) {
    return new Fragment(List.of(new Part.Text(text)));
  }

  static Fragment column(String name) {
    return new Fragment(List.of(new Part.Field(name)));
  }

  /// Texts and fragments in a row.
  static Fragment of(Object... pieces) {
    List<Part> parts = new ArrayList<>();
    for (Object piece : pieces) {
      if (piece instanceof Fragment fragment) {
        parts.addAll(fragment.parts());
      } else {
        parts.add(new Part.Text(piece.toString()));
      }
    }
    return new Fragment(parts);
  }

  /// Fragments with a text between each two.
  static Fragment joined(List<Fragment> fragments, String between) {
    List<Part> parts = new ArrayList<>();
    for (Fragment fragment : fragments) {
      if (!parts.isEmpty()) {
        parts.add(new Part.Text(between));
      }
      parts.addAll(fragment.parts());
    }
    return new Fragment(parts);
  }

  /// The same in parentheses, unless it is a column.
  Fragment grouped() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Field ? this : of("(", this, ")");
  }

  /// Whether it is nothing but a column.
  boolean isColumn() {
    return parts.size() == 1 && parts.getFirst() instanceof Part.Field;
  }

  /// The SQL.
  ///
  /// @param alias what stands before the columns, or the empty text for nothing
  String sql(String alias) {
    StringBuilder sql = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text text -> sql.append(text.text());
        case Part.Field field ->
            sql.append(alias)
                .append(alias.isEmpty() ? "" : ".")
                .append(Identifiers.quoted(field.name()));
      }
    }
    return sql.toString();
  }
}
