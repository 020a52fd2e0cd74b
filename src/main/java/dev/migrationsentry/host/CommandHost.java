package dev.migrationsentry.host;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Any other host, by commands of the project: one prints deploys as lines of JSON, one a log, one
/// asks for a deploy (docs/reference/hosts.md).
final class CommandHost implements Host {
  /// The variables that tell a command what is asked for.
  static final String SERVICE = "MIGRATION_SENTRY_SERVICE";

  static final String DEPLOY = "MIGRATION_SENTRY_DEPLOY";
  static final String COMMIT = "MIGRATION_SENTRY_COMMIT";
  static final String CLEAR_CACHE = "MIGRATION_SENTRY_CLEAR_CACHE";

  private final HostPlan plan;
  private final Map<String, String> environment;
  private final HostTiming timing;

  CommandHost(HostPlan plan, Map<String, String> environment, HostTiming timing) {
    if (plan.command().isEmpty()) {
      throw new HostProblem("Say the command that prints the deploys, in host.command.");
    }
    if (plan.services().isEmpty()) {
      throw new HostProblem("Say which services the command knows, in host.services.");
    }
    this.plan = plan;
    this.environment = Map.copyOf(environment);
    this.timing = timing;
  }

  @Override
  public String name() {
    return "The command " + plan.command().getFirst();
  }

  @Override
  public List<HostedService> services() {
    List<HostedService> services = new ArrayList<>();
    plan.services().forEach(name -> services.add(new HostedService(name, name, null, "")));
    return services;
  }

  @Override
  public Stream<Deploy> deploys(HostedService service) {
    return new CommandLines(this::wrong, started(plan.command(), service, Map.of()))
        .stream().filter(line -> isOf(service, line)).map(this::deploy);
  }

  @Override
  public Deploy deploy(HostedService service, String id) {
    try (Stream<Deploy> all = deploys(service)) {
      return all.filter(deploy -> deploy.id().equals(id))
          .findFirst()
          .orElseThrow(() -> new HostProblem(name() + " prints no deploy " + id + "."));
    }
  }

  @Override
  public InputStream log(HostedService service, Deploy deploy) {
    if (plan.logCommand().isEmpty()) {
      throw new HostProblem("Say the command that prints the log of a deploy, in host.log.");
    }
    return started(plan.logCommand(), service, Map.of(DEPLOY, deploy.id())).output();
  }

  @Override
  public Optional<Deploy> trigger(HostedService service, TriggerRequest request) {
    if (plan.triggerCommand().isEmpty()) {
      throw new HostProblem("Say the command that asks for a deploy, in host.trigger.");
    }
    Map<String, String> more = new HashMap<>();
    more.put(COMMIT, Objects.requireNonNullElse(request.commit(), ""));
    more.put(CLEAR_CACHE, request.clearCache() ? "1" : "");
    try (Stream<JsonFields> lines =
        new CommandLines(this::wrong, started(plan.triggerCommand(), service, more)).stream()) {
      return lines.filter(line -> isOf(service, line)).map(this::deploy).toList().stream()
          .findFirst();
    }
  }

  @Override
  public Optional<String> subject(String commit) {
    return Optional.empty();
  }

  private StartedCommand started(
      List<String> words, HostedService service, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(environment);
    variables.put(SERVICE, service.id());
    variables.putAll(more);
    return StartedCommand.of(words, Path.of(plan.folder()), variables, timing.answer());
  }

  private HostProblem wrong(String what) {
    return new HostProblem(name() + " printed something wrong: " + what + ".");
  }

  /// A line without a service is about each of them.
  private static boolean isOf(HostedService service, JsonFields line) {
    String named = line.optionalText("service");
    return named == null || named.equals(service.id());
  }

  private Deploy deploy(JsonFields line) {
    String status = line.name("status");
    @Nullable String subject = line.optionalText("subject");
    return new Deploy(
        line.name("id"),
        state(line, status),
        status,
        line.optionalCommit("commit"),
        subject == null ? null : ShownText.of(subject),
        line.time("created"),
        line.optionalTime("finished"),
        null);
  }

  private static DeployState state(JsonFields line, String status) {
    for (DeployState state : DeployState.values()) {
      if (state.word().equals(status)) {
        return state;
      }
    }
    throw line.wrong("there is no status " + ShownText.of(status));
  }
}
