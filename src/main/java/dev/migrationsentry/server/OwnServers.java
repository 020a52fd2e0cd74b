package dev.migrationsentry.server;

import java.util.Optional;

/// Chooses the installation that an own server runs from.
final class OwnServers {
  private OwnServers() {}

  /// One that is installed on this machine where there is such a one and it has the extensions,
  /// else the published one with stubs of extensions.
  ///
  /// @throws ServerUnavailableException when there is neither
  static ServerInstallation choose(ServerRequest request, ServerCache cache) {
    ServerInstallation.removeUnfinished(cache);
    Optional<InstalledServers.Installed> installed =
        InstalledServers.find(request.major(), request.environment())
            .filter(server -> InstalledServers.has(server.home(), request.extensions()));
    if (installed.isPresent()) {
      try {
        return ServerInstallation.installed(
            installed.get().home(), installed.get().version(), cache);
      } catch (ServerUnavailableException notUsable) {
        // A package without its libraries, or one that this user may not run.
      }
    }
    return ServerInstallation.withStubs(request.major(), cache);
  }

  /// Starts the server that is asked for.
  static EmbeddedPostgres start(ServerRequest request) {
    ServerCache cache = ServerCache.of(request.environment());
    return EmbeddedPostgres.start(
        request.major(), cache, choose(request, cache), request.settings());
  }
}
