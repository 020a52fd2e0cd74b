package dev.migrationsentry.configuration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a project says of the host that deploys it.
///
/// @param kind which one: `render`, `github` or `command`; null when it is not said
/// @param address where its API is, or null for the public one
/// @param repository `owner/name` on GitHub, or null
/// @param services the services that are meant, by name or id; none for all
/// @param branch the branch that is deployed, or null when the host says it
/// @param command prints the deploys, for a host that is reached by a command
/// @param log prints the log of a deploy
/// @param trigger asks for a deploy
/// @param place where it is said, or an empty text
public record HostSetting(
    @Nullable String kind,
    @Nullable String address,
    @Nullable String repository,
    List<String> services,
    @Nullable String branch,
    List<String> command,
    List<String> log,
    List<String> trigger,
    String place) {
  /// Nothing said.
  public static final HostSetting NONE =
      new HostSetting(null, null, null, List.of(), null, List.of(), List.of(), List.of(), "");

  /// Copies the lists.
  public HostSetting {
    services = List.copyOf(services);
    command = List.copyOf(command);
    log = List.copyOf(log);
    trigger = List.copyOf(trigger);
  }
}
