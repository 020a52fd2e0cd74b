package dev.migrationsentry.host;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Render, by its public REST API (api-docs.render.com).
final class RenderHost implements Host {
  static final String VARIABLE = "RENDER_API_KEY";
  static final String ADDRESS = "https://api.render.com/v1";

  private static final int PAGE = 100;

  private final HostClient client;

  RenderHost(URI base, Map<String, String> environment, HostTiming timing) {
    client = new HostClient(name(), base, VARIABLE, HostKey.of(VARIABLE, environment), timing);
  }

  @Override
  public String name() {
    return "Render";
  }

  @Override
  public List<HostedService> services() {
    try (Stream<HostedService> all =
        new PagedList<>(
                pages("/services?limit=" + PAGE),
                entry -> {
                  JsonFields service = entry.object("service");
                  String branch = service.optionalText("branch");
                  String owner = service.optionalText("ownerId");
                  return new HostedService(
                      service.name("id"),
                      service.name("name"),
                      branch == null || branch.isBlank() ? null : branch,
                      owner == null ? "" : owner);
                })
            .stream()) {
      return all.toList();
    }
  }

  @Override
  public Stream<Deploy> deploys(HostedService service) {
    return new PagedList<>(
            pages(path(service) + "?limit=" + PAGE), entry -> deploy(entry.object("deploy")))
        .stream();
  }

  @Override
  public Deploy deploy(HostedService service, String id) {
    String path = path(service) + "/" + HostAddress.escaped(id);
    Deploy deploy = deploy(new JsonAnswer(client, client.get(path)).object());
    if (!deploy.id().equals(id)) {
      throw client.problem("gave another deploy than " + client.shown(id));
    }
    return deploy;
  }

  @Override
  public InputStream log(HostedService service, Deploy deploy) {
    if (service.owner().isEmpty()) {
      throw client.problem("does not say whom the service " + service.name() + " belongs to");
    }
    return new RenderLog(client, service, deploy);
  }

  @Override
  public Optional<Deploy> trigger(HostedService service, TriggerRequest request) {
    StringBuilder body = new StringBuilder("{\"clearCache\":\"");
    body.append(request.clearCache() ? "clear" : "do_not_clear").append('"');
    if (request.commit() != null) {
      body.append(",\"commitId\":\"")
          .append(JsonStringEncoder.getInstance().quoteAsString(request.commit()))
          .append('"');
    }
    HostClient.Answer answer = client.post(path(service), body.append('}').toString());
    if (answer.code() == 202) {
      answer.body().close();
      return Optional.empty(); // Queued behind another one; there is no deploy to name yet.
    }
    return Optional.of(deploy(new JsonAnswer(client, answer).object()));
  }

  @Override
  public Optional<String> subject(String commit) {
    return Optional.empty();
  }

  private static String path(HostedService service) {
    return "/services/" + HostAddress.escaped(service.id()) + "/deploys";
  }

  /// Each entry carries the cursor of what follows it; an empty page is the end.
  private PagedList.Source pages(String path) {
    return new PagedList.Source() {
      @Override
      public JsonAnswer page(@Nullable String cursor) {
        String from = cursor == null ? "" : "&cursor=" + HostAddress.escaped(cursor);
        return new JsonAnswer(client, client.get(path + from));
      }

      @Override
      public @Nullable String cursor(JsonAnswer page, @Nullable JsonFields last) {
        return last == null ? null : last.name("cursor");
      }
    };
  }

  private Deploy deploy(JsonFields fields) {
    String id = fields.name("id");
    String status = fields.name("status");
    JsonFields commit = fields.optionalObject("commit");
    String message = commit == null ? null : commit.optionalText("message");
    Instant created = fields.time("createdAt");
    return new Deploy(
        id,
        state(fields, status),
        status,
        commit == null ? null : commit.optionalCommit("id"),
        message == null ? null : client.shown(message.lines().findFirst().orElse("")),
        created,
        fields.optionalTime("finishedAt"),
        null);
  }

  private DeployState state(JsonFields fields, String status) {
    return switch (status) {
      case "created",
          "queued",
          "build_in_progress",
          "update_in_progress",
          "pre_deploy_in_progress" ->
          DeployState.RUNNING;
      case "live" -> DeployState.LIVE;
      case "deactivated" -> DeployState.SUPERSEDED;
      case "build_failed", "update_failed", "pre_deploy_failed" -> DeployState.FAILED;
      case "canceled" -> DeployState.CANCELED;
      default -> throw fields.wrong("there is no status " + client.shown(status));
    };
  }
}
