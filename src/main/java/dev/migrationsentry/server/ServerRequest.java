package dev.migrationsentry.server;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What server is wanted.
///
/// @param major the major version of PostgreSQL, 14 to 18
/// @param environment the environment variables of this process: where caches are (see
///   [ServerCache]), and where archives are fetched from
/// @param given a throw-away server of somebody else's to use instead of an own one (`--server`)
/// @param evenWithTables whether a given server is used although its databases hold tables
/// @param settings more settings of an own server, `NAME=VALUE`
/// @param extensions names of extensions that will be created: a PostgreSQL of this machine that
///   lacks one is not taken
public record ServerRequest(
    int major,
    Map<String, String> environment,
    @Nullable DatabaseUrl given,
    boolean evenWithTables,
    List<String> settings,
    List<String> extensions) {
  /// Copies what is mutable.
  public ServerRequest {
    environment = Map.copyOf(environment);
    settings = List.copyOf(settings);
    extensions = List.copyOf(extensions);
  }

  /// An own server of a major version.
  public static ServerRequest of(int major, Map<String, String> environment) {
    return new ServerRequest(major, environment, null, false, List.of(), List.of());
  }

  /// The same with more settings, `NAME=VALUE`.
  public ServerRequest with(List<String> more) {
    return new ServerRequest(major, environment, given, evenWithTables, more, extensions);
  }

  /// The same where these extensions can be created, if only as stubs.
  public ServerRequest needing(List<String> names) {
    return new ServerRequest(major, environment, given, evenWithTables, settings, names);
  }

  /// The same on a server of somebody else's.
  ///
  /// @param evenIfUsed whether to go on although its databases hold tables
  public ServerRequest on(DatabaseUrl server, boolean evenIfUsed) {
    return new ServerRequest(major, environment, server, evenIfUsed, settings, extensions);
  }
}
