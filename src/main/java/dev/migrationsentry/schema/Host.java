package dev.migrationsentry.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of the server that a database is on, beside what is in the database.
///
/// @param extensions the extensions whose files it has, by name; null where nobody has looked
/// @param rights who may do what; null where everything is taken to be allowed
public record Host(
    @Nullable Map<String, InstallableExtension> extensions, @Nullable Rights rights) {
  /// A server of which nothing is known.
  public static final Host UNKNOWN = new Host(null, null);

  /// Copies the map.
  public Host {
    extensions = extensions == null ? null : Map.copyOf(extensions);
  }

  /// The same with other rights, or with none that matter.
  public Host with(@Nullable Rights newRights) {
    return new Host(extensions, newRights);
  }
}
