package dev.migrationsentry.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of the server that a database is on, beside what is in the database.
///
/// @param extensions the extensions whose files it has, by name; null where nobody has looked
public record Host(@Nullable Map<String, InstallableExtension> extensions) {
  /// A server of which nothing is known.
  public static final Host UNKNOWN = new Host(null);

  /// Copies the map.
  public Host {
    extensions = extensions == null ? null : Map.copyOf(extensions);
  }
}
