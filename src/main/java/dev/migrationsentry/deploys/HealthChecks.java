package dev.migrationsentry.deploys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.migrationsentry.configuration.HealthSetting;
import dev.migrationsentry.host.Pause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Looks at the addresses of a project.
public final class HealthChecks {
  private static final int MOST_BYTES = 16 << 20;

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final HealthSetting setting;
  private final Duration answer;

  /// @param answer how long one answer may take
  public HealthChecks(HealthSetting setting, Duration answer) {
    this.setting = setting;
    this.answer = answer;
  }

  /// Looks once.
  public HealthFinding look() {
    if (setting.checks().isEmpty()) {
      return new HealthFinding.NotLooked();
    }
    for (HealthSetting.Check check : setting.checks()) {
      String problem = problem(check);
      if (problem != null) {
        return new HealthFinding.Unwell(check.shown() + " " + problem);
      }
    }
    return new HealthFinding.Well(1);
  }

  /// Looks again and again, until the time of the setting is over or something is wrong.
  ///
  /// @throws InterruptedException when the thread is interrupted while it waits
  public HealthFinding watch(Clock clock, Pause pause) throws InterruptedException {
    Instant end = clock.instant().plus(Duration.ofMinutes(setting.minutes()));
    int looks = 0;
    while (true) {
      HealthFinding finding = look();
      if (!(finding instanceof HealthFinding.Well)) {
        return finding;
      }
      looks++;
      Duration every = Duration.ofSeconds(setting.every());
      if (clock.instant().plus(every).isAfter(end)) {
        return new HealthFinding.Well(looks);
      }
      pause.pause(every);
    }
  }

  private @Nullable String problem(HealthSetting.Check check) {
    HttpRequest request;
    try {
      request =
          HttpRequest.newBuilder(URI.create(check.url()))
              .header("User-Agent", "migration-sentry")
              .GET()
              .build();
    } catch (IllegalArgumentException e) {
      return "is no address";
    }
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), MOST_BYTES));
    try {
      HttpResponse<byte[]> response = asked.get(answer.toNanos(), TimeUnit.NANOSECONDS);
      return response.statusCode() == check.status()
          ? content(check, response.body())
          : "answers " + response.statusCode() + ", not " + check.status();
    } catch (TimeoutException e) {
      asked.cancel(true);
      return "does not answer within " + answer.toSeconds() + " seconds";
    } catch (ExecutionException e) {
      return e.getCause() instanceof HttpTimeoutException
          ? "can't be reached in time"
          : "can't be reached";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "was not waited for";
    }
  }

  private static @Nullable String content(HealthSetting.Check check, byte[] body) {
    String wanted = check.text();
    if (wanted != null && !new String(body, StandardCharsets.UTF_8).contains(wanted)) {
      return "answers without the text that is expected";
    }
    if (check.json().isEmpty()) {
      return null;
    }
    JsonNode json;
    try {
      json = new ObjectMapper().readTree(body);
    } catch (IOException e) {
      return "answers with something that is no JSON";
    }
    for (Map.Entry<String, String> field : check.json().entrySet()) {
      JsonNode value = json.at("/" + field.getKey().replace('.', '/'));
      if (!value.isValueNode() || !value.asText().equals(field.getValue())) {
        return "answers with another " + field.getKey() + " than is expected";
      }
    }
    return null;
  }
}
