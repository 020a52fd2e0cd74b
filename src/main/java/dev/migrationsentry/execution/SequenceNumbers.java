package dev.migrationsentry.execution;

import dev.migrationsentry.sql.ast.Option;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The options of a sequence by their names.
final class SequenceNumbers {
  private final Map<String, Option> options = new HashMap<>();

  private SequenceNumbers() {}

  /// Reads options.
  ///
  /// @throws Refusal 42601 when one is written twice
  static SequenceNumbers read(List<Option> written) {
    SequenceNumbers numbers = new SequenceNumbers();
    for (Option option : written) {
      String name = option.name().startsWith("no ") ? option.name().substring(3) : option.name();
      if (numbers.options.put(name, option) != null) {
        throw Refusal.of("42601", "conflicting or redundant options", option.span());
      }
    }
    return numbers;
  }

  @Nullable Option find(String name) {
    return options.get(name);
  }

  /// The number of an option that has one.
  ///
  /// @throws Refusal 22P02 when it is none that fits into a bigint
  long number(Option option) {
    String value = String.valueOf(option.value()).strip();
    try {
      return Long.parseLong(value.startsWith("+") ? value.substring(1) : value);
    } catch (NumberFormatException tooLong) {
      throw Refusal.of(
          "22P02", "invalid input syntax for type bigint: \"" + value + "\"", option.span());
    }
  }
}
