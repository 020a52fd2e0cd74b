package dev.migrationsentry.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Speaks the documented parts of GitHub's REST API for deployments of `acme/shop` to the
/// environment `production`.
public final class GithubStandIn extends StandIn {
  private static final String BASE = "/repos/acme/shop";

  private final Map<Integer, String> deployments = new LinkedHashMap<>();
  private final Map<Integer, String> states = new LinkedHashMap<>();
  private int page = 100;

  /// Adds a deployment before those that are there.
  ///
  /// @param state its newest state, or an empty text when it has none yet
  public void add(int id, String commit, String state, Instant created) {
    deployments.put(
        id,
        "{\"id\":%d,\"sha\":\"%s\",\"ref\":\"main\",\"environment\":\"production\",\"created_at\":\"%s\",\"updated_at\":\"%s\"}"
            .formatted(id, commit, created, created));
    states.put(
        id,
        state.isEmpty()
            ? "[]"
            : "[{\"id\":1,\"state\":\"%s\",\"created_at\":\"%s\",\"log_url\":\"https://github.com/acme/shop/actions/runs/9/job/%d\"}]"
                .formatted(state, created.plusSeconds(60), id));
  }

  /// How many deployments a page holds at most.
  public void pages(int size) {
    page = size;
  }

  @Override
  protected Right answer(String method, String path, Map<String, String> query, String body) {
    if (path.equals(BASE + "/environments")) {
      return new Right(
          200, "{\"total_count\":1,\"environments\":[{\"id\":5,\"name\":\"production\"}]}");
    }
    if (path.equals(BASE + "/deployments") && method.equals("POST")) {
      return new Right(
          201,
          "{\"id\":77,\"sha\":\"%s\",\"created_at\":\"2026-11-12T12:00:00Z\"}"
              .formatted(body.replaceAll(".*ref\":\"(\\w+).*", "$1")));
    }
    if (path.equals(BASE + "/deployments")) {
      return deployments(Integer.parseInt(query.getOrDefault("page", "1")));
    }
    if (path.endsWith("/statuses")) {
      int id = Integer.parseInt(path.split("/", -1)[5]);
      return new Right(200, states.getOrDefault(id, "[]"));
    }
    if (path.startsWith(BASE + "/commits/")) {
      return new Right(200, "{\"commit\":{\"message\":\"Add prices\\n\\nMore.\"}}");
    }
    if (path.startsWith(BASE + "/actions/jobs/")) {
      return new Right(200, "ERROR: relation \"orders\" does not exist\n");
    }
    return new Right(404, "{\"message\":\"Not Found\"}");
  }

  private Right deployments(int number) {
    List<String> newest = new ArrayList<>(deployments.values()).reversed();
    int from = Math.min(newest.size(), (number - 1) * page);
    int to = Math.min(newest.size(), from + page);
    String next =
        "<%s%s/deployments?per_page=100&environment=production&page=%d>; rel=\"next\", <x>; rel=\"last\""
            .formatted(address(), BASE, number + 1);
    return new Right(
        200,
        "[" + String.join(",", newest.subList(from, to)) + "]",
        to < newest.size() ? next : "");
  }
}
