package dev.migrationsentry.host;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// GitHub deployments, whoever makes them (docs.github.com, REST API, "Deployments"). The services
/// are the repository's environments.
final class GithubHost implements Host {
  static final String VARIABLE = "GITHUB_TOKEN";
  static final String ADDRESS = "https://api.github.com";

  private static final int PAGE = 100;

  private final HostClient client;
  private final String repository;

  /// @param repository `owner/name`
  GithubHost(URI base, String repository, Map<String, String> environment, HostTiming timing) {
    int slash = repository.indexOf('/');
    if (slash < 1 || slash != repository.lastIndexOf('/') || slash == repository.length() - 1) {
      throw new HostProblem("Name the repository on GitHub as owner/name, in host.repository.");
    }
    this.repository =
        "/repos/"
            + HostAddress.escaped(repository.substring(0, slash))
            + "/"
            + HostAddress.escaped(repository.substring(slash + 1));
    this.client = new HostClient(name(), base, VARIABLE, HostKey.of(VARIABLE, environment), timing);
  }

  @Override
  public String name() {
    return "GitHub";
  }

  @Override
  public List<HostedService> services() {
    List<HostedService> services = new ArrayList<>();
    for (int page = 1; ; page++) {
      JsonFields answer =
          new JsonAnswer(
                  client,
                  client.get(repository + "/environments?per_page=" + PAGE + "&page=" + page))
              .object();
      List<JsonFields> environments = answer.objects("environments");
      environments.forEach(
          one -> services.add(new HostedService(one.name("name"), one.name("name"), null, "")));
      if (services.size() >= Long.parseLong(answer.number("total_count"))) {
        return services;
      }
      if (environments.isEmpty()) {
        throw answer.wrong("total_count is more than it gives");
      }
    }
  }

  @Override
  public Stream<Deploy> deploys(HostedService service) {
    boolean[] served = {false};
    String path =
        repository
            + "/deployments?per_page="
            + PAGE
            + "&environment="
            + HostAddress.escaped(service.id());
    return new PagedList<>(
            pages(path),
            entry -> {
              Deploy deploy = deploy(entry, served[0]);
              served[0] |= deploy.state() == DeployState.LIVE;
              return deploy;
            })
        .stream();
  }

  @Override
  public Deploy deploy(HostedService service, String id) {
    try (Stream<Deploy> all = deploys(service)) {
      // Whether one that went well still serves shows only in those after it.
      return all.filter(deploy -> deploy.id().equals(id))
          .findFirst()
          .orElseThrow(() -> client.problem("has no deployment " + client.shown(id)));
    }
  }

  @Override
  public InputStream log(HostedService service, Deploy deploy) {
    String job = GithubJob.of(deploy.log());
    if (job == null) {
      throw client.problem(
          "keeps no log of deployment "
              + deploy.id()
              + " that a job of GitHub Actions has written");
    }
    HostClient.Answer answer = client.get(repository + "/actions/jobs/" + job + "/logs");
    return answer.code() >= 300 ? client.follow(answer).body() : answer.body();
  }

  @Override
  public Optional<Deploy> trigger(HostedService service, TriggerRequest request) {
    String commit = request.commit();
    if (request.clearCache()) {
      throw client.problem("knows no cache of a deployment to clear");
    }
    if (commit == null) {
      throw client.problem("must be told the commit to deploy: use --commit");
    }
    String body =
        "{\"ref\":\""
            + quoted(commit)
            + "\",\"environment\":\""
            + quoted(service.id())
            + "\",\"auto_merge\":false}";
    HostClient.Answer answer = client.post(repository + "/deployments", body);
    if (answer.code() != 201) {
      answer.body().close();
      throw client.problem("made no deployment (" + answer.code() + ")");
    }
    return Optional.of(read(new JsonAnswer(client, answer).object(), null, false));
  }

  @Override
  public Optional<String> subject(String commit) {
    JsonFields answer =
        new JsonAnswer(client, client.get(repository + "/commits/" + HostAddress.escaped(commit)))
            .object();
    String message = answer.object("commit").optionalText("message");
    return Optional.ofNullable(message)
        .flatMap(text -> text.lines().findFirst())
        .map(client::shown);
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsString(text));
  }

  /// A page is followed by the one that the header `Link` names (RFC 8288).
  private PagedList.Source pages(String path) {
    return new PagedList.Source() {
      private HostClient.@Nullable Answer answer;

      @Override
      public JsonAnswer page(@Nullable String cursor) {
        HostClient.Answer given;
        if (cursor == null) {
          given = client.get(path);
        } else {
          URI own = client.own(cursor);
          if (own == null) {
            throw client.problem("points to another server for the next page");
          }
          given = client.get(own);
        }
        answer = given;
        return new JsonAnswer(client, given);
      }

      @Override
      public @Nullable String cursor(JsonAnswer page, @Nullable JsonFields last) {
        HostClient.Answer given = answer;
        return given == null
            ? null
            : LinkHeader.next(given.headers().firstValue("Link").orElse("")).orElse(null);
      }
    };
  }

  private Deploy deploy(JsonFields deployment, boolean served) {
    String path = repository + "/deployments/" + deployment.number("id") + "/statuses?per_page=1";
    try (JsonAnswer statuses = new JsonAnswer(client, client.get(path))) {
      return read(deployment, statuses.next(), served);
    }
  }

  /// @param status the newest one, or null when there is none yet
  /// @param served whether a newer one serves
  private Deploy read(JsonFields deployment, @Nullable JsonFields status, boolean served) {
    String state = status == null ? "pending" : status.name("state");
    DeployState meant = state(deployment, state, served);
    return new Deploy(
        deployment.number("id"),
        meant,
        state,
        deployment.optionalCommit("sha"),
        null,
        deployment.time("created_at"),
        status == null || !meant.ended() ? null : status.time("created_at"),
        status == null ? null : status.optionalText("log_url"));
  }

  private DeployState state(JsonFields fields, String state, boolean served) {
    return switch (state) {
      case "queued", "pending", "waiting", "in_progress" -> DeployState.RUNNING;
      case "success" -> served ? DeployState.SUPERSEDED : DeployState.LIVE;
      case "inactive" -> DeployState.SUPERSEDED;
      case "error", "failure" -> DeployState.FAILED;
      default -> throw fields.wrong("there is no state " + client.shown(state));
    };
  }
}
