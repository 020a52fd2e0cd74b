package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a file in YAML, JSON or TOML holds, with the place of each part.
sealed interface Value {
  Span where();

  /// A single value, as text; null is an empty text.
  record Scalar(String text, Span where) implements Value {
    /// The text as a file of its own, whose lines and columns are those of the file it stands in.
    SourceFile source() {
      return Texts.within(where, text);
    }
  }

  /// A list.
  record Listing(List<Value> items, Span where) implements Value {
    public Listing {
      items = List.copyOf(items);
    }
  }

  /// A mapping, in the order of the file.
  record Mapping(Map<String, Field> fields, Span where) implements Value {}

  /// A value with the place of its key.
  record Field(Span key, Value value) {}

  /// The value at keys within mappings, or null.
  default @Nullable Value at(String... keys) {
    Value at = this;
    for (String key : keys) {
      Field field = at instanceof Mapping mapping ? mapping.fields.get(key) : null;
      if (field == null) {
        return null;
      }
      at = field.value();
    }
    return at;
  }

  /// The text at keys within mappings, or an empty one.
  default String text(String... keys) {
    return at(keys) instanceof Scalar scalar ? scalar.text() : "";
  }

  /// The number at keys, or 1 where there is none that can be read.
  default int number(String... keys) {
    String text = text(keys);
    try {
      return text.isEmpty() ? 1 : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  /// The fields of a mapping, none for another value.
  default Map<String, Field> entries() {
    return this instanceof Mapping mapping ? mapping.fields() : Map.of();
  }

  /// The items of a list, a single value as the only one of its list.
  default List<Value> each() {
    return switch (this) {
      case Listing listing -> listing.items();
      case Scalar scalar when scalar.text().isEmpty() -> List.of();
      case Scalar scalar -> List.of(scalar);
      case Mapping mapping -> List.of(mapping);
    };
  }

  /// The items at keys within mappings.
  default List<Value> list(String... keys) {
    Value found = at(keys);
    return found == null ? new ArrayList<>() : found.each();
  }
}
