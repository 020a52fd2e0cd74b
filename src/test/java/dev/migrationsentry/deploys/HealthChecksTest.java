package dev.migrationsentry.deploys;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.migrationsentry.configuration.HealthSetting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HealthChecksTest {
  private HttpServer server;
  private int status = 200;
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"status\":\"healthy\",\"db\":{\"ok\":true}}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private HealthChecks checks(String text, Map<String, String> json) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/health?key=secret";
    HealthSetting.Check check =
        new HealthSetting.Check(url, "http://shop/health?key=${KEY}", 200, text, json, "");
    return new HealthChecks(new HealthSetting(5, 60, List.of(check)), Duration.ofSeconds(20));
  }

  @Test
  void comparesStatusTextAndFields() {
    assertThat(checks("healthy", Map.of("status", "healthy", "db.ok", "true")).look())
        .isEqualTo(new HealthFinding.Well(1));
    assertThat(checks("green", Map.of()).look())
        .isEqualTo(
            new HealthFinding.Unwell(
                "http://shop/health?key=${KEY} answers without the text that is expected"));
    assertThat(checks("healthy", Map.of("db.ok", "false")).look())
        .isInstanceOf(HealthFinding.Unwell.class);
    status = 503;
    assertThat(checks("healthy", Map.of()).look())
        .isEqualTo(new HealthFinding.Unwell("http://shop/health?key=${KEY} answers 503, not 200"));
  }

  @Test
  void looksForAsLongAsItIsToldAndEndsAtTheFirstError() throws InterruptedException {
    InstantSource source = () -> now;
    Clock clock = source.withZone(ZoneOffset.UTC);
    assertThat(checks("healthy", Map.of()).watch(clock, time -> now = now.plus(time)))
        .isEqualTo(new HealthFinding.Well(6));
    Instant third = now.plusSeconds(120);
    assertThat(
            checks("healthy", Map.of())
                .watch(
                    clock,
                    time -> {
                      now = now.plus(time);
                      status = now.equals(third) ? 500 : 200;
                    }))
        .isInstanceOf(HealthFinding.Unwell.class);
    assertThat(now).isEqualTo(third);
  }
}
