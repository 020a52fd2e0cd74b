package dev.migrationsentry.host;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Speaks the documented parts of Render's public API for one service, `srv-1`, called `shop-api`,
/// of the owner `tea-1`.
public final class RenderStandIn extends StandIn {
  private final List<String> deploys = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private IntFunction<String> made = deploys::get;
  private int count = -1;
  private boolean circular;
  private boolean queues;
  private Instant logStart = Instant.parse("2026-11-12T07:00:00Z");

  /// Adds a deploy before those that are there: the newest one comes first in a listing.
  ///
  /// @param commit the commit, or null for a deploy of an image
  public void add(
      String id, String status, @Nullable String commit, String subject, Instant created) {
    deploys.addFirst(deploy(id, status, commit, subject, created));
  }

  /// Gives the newest deploy another status.
  public void change(String before, String after) {
    deploys.set(0, deploys.getFirst().replace("\"status\":\"" + before, "\"status\":\"" + after));
  }

  /// A deploy as Render writes it.
  public static String deploy(
      String id, String status, @Nullable String commit, String subject, Instant created) {
    boolean ended = !status.endsWith("_in_progress") && !status.equals("created");
    return "{\"id\":\"%s\",%s\"status\":\"%s\",\"trigger\":\"new_commit\",\"createdAt\":\"%s\",\"updatedAt\":\"%s\",\"finishedAt\":%s}"
        .formatted(
            id,
            commit == null
                ? ""
                : "\"commit\":{\"id\":\"%s\",\"message\":\"%s\\n\\nMore.\",\"createdAt\":\"%s\"},"
                    .formatted(commit, subject, created),
            status,
            created,
            created,
            ended ? "\"" + created.plusSeconds(95) + "\"" : "null");
  }

  /// Makes deploys as they are asked for.
  public void make(int number, IntFunction<String> making) {
    count = number;
    made = making;
  }

  /// From here on a page is followed by the first one again.
  public void goInCircles() {
    circular = true;
  }

  /// From here on deploys are queued when they are asked for.
  public void queue() {
    queues = true;
  }

  /// What the newest deploy logged.
  public void log(Instant start, List<String> lines) {
    logStart = start;
    log.clear();
    log.addAll(lines);
  }

  @Override
  protected Right answer(String method, String path, Map<String, String> query, String body) {
    int limit = Integer.parseInt(query.getOrDefault("limit", "20"));
    int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
    if (path.equals("/services")) {
      return new Right(
          200,
          from > 0
              ? "[]"
              : "[{\"cursor\":\"1\",\"service\":{\"id\":\"srv-1\",\"name\":\"shop-api\",\"branch\":\"main\",\"ownerId\":\"tea-1\",\"type\":\"web_service\",\"suspended\":\"not_suspended\"}}]");
    }
    if (path.equals("/services/srv-1/deploys") && method.equals("POST")) {
      @Nullable String commit =
          body.contains("commitId") ? body.replaceAll(".*commitId\":\"(\\w+).*", "$1") : null;
      Instant now = Instant.parse("2026-11-12T12:00:00Z");
      String deploy = deploy("dep-new", "build_in_progress", commit, "Asked for", now);
      return queues ? new Right(202, "") : new Right(201, deploy);
    }
    if (path.equals("/services/srv-1/deploys")) {
      return new Right(200, page(from, limit));
    }
    if (path.startsWith("/services/srv-1/deploys/")) {
      String id = path.substring(path.lastIndexOf('/') + 1);
      return deploys.stream()
          .filter(one -> one.startsWith("{\"id\":\"" + id + "\""))
          .findFirst()
          .map(one -> new Right(200, one))
          .orElse(new Right(404, "{\"message\":\"not found\"}"));
    }
    return path.equals("/logs")
        ? logs(query, limit)
        : new Right(404, "{\"message\":\"not found\"}");
  }

  private String page(int from, int limit) {
    int all = count < 0 ? deploys.size() : count;
    StringBuilder page = new StringBuilder("[");
    for (int i = from; i < Math.min(all, from + limit); i++) {
      page.append(i == from ? "" : ",")
          .append("{\"deploy\":")
          .append(made.apply(i))
          .append(",\"cursor\":\"")
          .append(circular && i + 1 == all ? 0 : i + 1)
          .append("\"}");
    }
    return page.append(']').toString();
  }

  /// A line each second.
  private Right logs(Map<String, String> query, int limit) {
    Instant from = Instant.parse(query.get("startTime"));
    StringBuilder page = new StringBuilder();
    int given = 0;
    for (int i = 0; i < log.size(); i++) {
      Instant time = logStart.plusSeconds(i);
      if (time.isBefore(from)) {
        continue;
      }
      if (given == limit) {
        return new Right(
            200,
            "{\"hasMore\":true,\"nextStartTime\":\""
                + time
                + "\",\"nextEndTime\":\""
                + logStart.plusSeconds(log.size())
                + "\",\"logs\":["
                + page
                + "]}");
      }
      page.append(given++ == 0 ? "" : ",")
          .append(
              "{\"id\":\"" + i + "\",\"message\":\"" + log.get(i) + "\",\"timestamp\":\"" + time)
          .append("\",\"labels\":[]}");
    }
    return new Right(200, "{\"hasMore\":false,\"logs\":[" + page + "]}");
  }
}
