package dev.migrationsentry.host;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which host is meant and how it is reached.
///
/// @param kind one of [#KINDS]
/// @param address where its API is, or null for the public one
/// @param repository `owner/name` on GitHub, or null
/// @param services the services that are meant, by name or id; none means all
/// @param command prints deploys, for the kind `command`
/// @param logCommand prints the log of a deploy, or nothing when there is none
/// @param triggerCommand asks for a deploy, or nothing when there is none
/// @param folder where the commands run
public record HostPlan(
    String kind,
    @Nullable String address,
    @Nullable String repository,
    List<String> services,
    List<String> command,
    List<String> logCommand,
    List<String> triggerCommand,
    String folder) {
  /// The hosts that are known.
  public static final List<String> KINDS = List.of("render", "github", "command");

  /// Hosts that are reached by the kind `command` until they are known themselves.
  private static final List<String> BY_COMMAND = List.of("heroku", "fly", "railway");

  /// Copies the lists.
  public HostPlan {
    services = List.copyOf(services);
    command = List.copyOf(command);
    logCommand = List.copyOf(logCommand);
    triggerCommand = List.copyOf(triggerCommand);
  }

  /// Opens the host. Nothing is asked yet.
  ///
  /// @param environment where the keys are
  /// @throws HostProblem when there is no such host, or its key is not there
  public Host open(Map<String, String> environment, HostTiming timing) {
    return switch (kind) {
      case "render" -> new RenderHost(address(RenderHost.ADDRESS), environment, timing);
      case "github" ->
          new GithubHost(
              address(GithubHost.ADDRESS),
              repository == null ? environment.getOrDefault("GITHUB_REPOSITORY", "") : repository,
              environment,
              timing);
      case "command" -> new CommandHost(this, environment, timing);
      default ->
          throw new HostProblem(
              BY_COMMAND.contains(kind)
                  ? "The host "
                      + kind
                      + " is not built in yet: use the host command with its own command line tool"
                      + " (docs/reference/hosts.md)."
                  : "There is no host " + kind + "; known are " + String.join(", ", KINDS) + ".");
    };
  }

  private URI address(String otherwise) {
    return HostAddress.of(address == null ? otherwise : address);
  }
}
