package dev.migrationsentry.framework;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people say about their histories beside the files.
///
/// @param framework the runner's name ([Frameworks#names()]) when the layout is not to decide, else
///   null
/// @param placeholders values of placeholders and template expressions, by name
public record Options(@Nullable String framework, Map<String, String> placeholders) {
  /// Nothing said.
  public static final Options NONE = new Options(null, Map.of());

  /// Copies the map.
  public Options {
    placeholders = Map.copyOf(placeholders);
  }
}
