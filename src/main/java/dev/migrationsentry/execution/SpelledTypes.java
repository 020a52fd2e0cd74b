package dev.migrationsentry.execution;

import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Types that statements give as the text of an option: `rightarg = int`.
final class SpelledTypes {
  private static final Map<String, String> SPELLINGS =
      Map.ofEntries(
          Map.entry("int", "int4"),
          Map.entry("integer", "int4"),
          Map.entry("smallint", "int2"),
          Map.entry("bigint", "int8"),
          Map.entry("real", "float4"),
          Map.entry("float", "float8"),
          Map.entry("double precision", "float8"),
          Map.entry("decimal", "numeric"),
          Map.entry("dec", "numeric"),
          Map.entry("boolean", "bool"),
          Map.entry("character varying", "varchar"),
          Map.entry("character", "bpchar"),
          Map.entry("char", "bpchar"),
          Map.entry("bit varying", "varbit"),
          Map.entry("timestamp with time zone", "timestamptz"),
          Map.entry("timestamp without time zone", "timestamp"),
          Map.entry("time with time zone", "timetz"),
          Map.entry("time without time zone", "time"));

  private SpelledTypes() {}

  /// The type of a text; undecided when it can't be read here.
  static DataType of(Draft draft, String text, Span at) {
    String words = text.strip();
    if (words.endsWith("[]")) {
      DataType element = of(draft, words.substring(0, words.length() - 2), at);
      return element instanceof DataType.Undecided ? element : new DataType.Array(element);
    }
    String builtin = SPELLINGS.get(words.toLowerCase(Locale.ROOT));
    if (builtin != null) {
      return DataType.builtin(builtin);
    }
    QualifiedName name = name(words, at);
    DataType type = name == null ? null : new TypeNames(draft).find(name);
    return type == null ? new DataType.Undecided() : type;
  }

  /// The name in a text, or null when it is none.
  static @Nullable QualifiedName name(String text, Span at) {
    List<String> parts = QuotedNames.parts(text);
    return parts == null
        ? null
        : new QualifiedName(parts.stream().map(part -> new Name(part, at)).toList(), at);
  }
}
