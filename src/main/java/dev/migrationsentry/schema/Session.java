package dev.migrationsentry.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The state of the connection that runs the migrations.
///
/// @param searchPath the schemas of `search_path` as set, `"$user"` included; `pg_catalog` is
///   searched first even when it is not named
/// @param role the current role
/// @param settings other settings by name in lower case
public record Session(List<String> searchPath, String role, PMap<String, String> settings) {
  /// The state of a new connection.
  public static final Session FRESH =
      new Session(List.of("$user", "public"), "postgres", HashTreePMap.empty());

  public Session {
    searchPath = List.copyOf(searchPath);
  }

  /// The value of a setting that was set, or null.
  public @Nullable String setting(String name) {
    return settings.get(name);
  }
}
