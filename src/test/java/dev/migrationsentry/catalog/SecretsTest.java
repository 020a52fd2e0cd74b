package dev.migrationsentry.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets go in whatever way they are written, and nothing else goes.
final class SecretsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "p@ss:word",
        "sl/ash%25",
        "dollar$",
        "quo'te",
        "dou\"ble",
        "two words",
        "ümläut-€",
        "back\\slash",
        "100%",
        "a+b=c&d",
        "längeres geheimnis",
        "???",
        "x@y@z",
        "#hash#"
      })
  void hidesASecretInEveryForm(String secret) {
    Secrets secrets = Secrets.of(List.of(secret), Set.of("app"));
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String escaped = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    for (String form :
        List.of(
            secret,
            encoded,
            encoded.replace("+", "%20"),
            encoded.toLowerCase(Locale.ROOT),
            escaped,
            secret.replace("'", "''"),
            secret.replace("@", "%40"))) {
      assertThat(secrets.redact("url postgres://app:" + form + "@db/shop, that is all"))
          .as(form)
          .isEqualTo("url postgres://app:***@db/shop, that is all");
    }
  }

  @Test
  void leavesHarmlessTextAsItIs() {
    Secrets secrets = Secrets.of(List.of("postgres", "app", "abc123"), Set.of("app", "shop"));
    assertThat(
            secrets.redact(
                "PostgreSQL at postgresql://app@db/shop, role postgres, application app, xabc1234"))
        .isEqualTo(
            "PostgreSQL at postgresql://app@db/shop, role postgres, application app, xabc1234");
    assertThat(secrets.redact("postgres://app:postgres@db password=app; and abc123"))
        .isEqualTo("postgres://app:***@db password=***; and ***");
  }

  @Test
  void findsTheSecretsOfAnEnvironment() {
    assertThat(
            Secrets.in(
                Map.of(
                    "REDIS_URL", "redis://:r3dis-secret@cache:6379",
                    "API_TOKEN", "0123456789abcdef",
                    "HOME", "/home/app",
                    "SHORT_TOKEN", "on")))
        .contains("r3dis-secret", "0123456789abcdef")
        .doesNotContain("/home/app", "on");
  }
}
