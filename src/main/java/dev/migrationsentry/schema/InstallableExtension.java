package dev.migrationsentry.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An extension whose files a server has, as `pg_available_extension_versions` tells it.
///
/// @param name its name
/// @param version the version that is installed where none is asked for; null where only the name
///   is known
/// @param versions all versions that can be installed; empty where only the name is known
/// @param superuser whether only a superuser may create it, unless it is trusted
/// @param trusted whether who may create objects in the database may create it too
/// @param requires the extensions that it needs
/// @param schema the schema that it insists on, null when any will do
public record InstallableExtension(
    String name,
    @Nullable String version,
    List<String> versions,
    boolean superuser,
    boolean trusted,
    List<String> requires,
    @Nullable String schema) {
  /// Copies the lists.
  public InstallableExtension {
    versions = List.copyOf(versions);
    requires = List.copyOf(requires);
  }

  /// One of which only the name is known.
  public static InstallableExtension named(String name) {
    return new InstallableExtension(name, null, List.of(), true, false, List.of(), null);
  }
}
