package dev.migrationsentry.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Regenerates the resources from running servers and compares, when
/// `MIGRATION_SENTRY_CATALOG_SERVERS` holds the JDBC URLs of one fresh server per major, separated
/// by blanks.
@EnabledIfEnvironmentVariable(named = CatalogGeneratorTest.SERVERS, matches = ".+")
class CatalogGeneratorTest {
  static final String SERVERS = "MIGRATION_SENTRY_CATALOG_SERVERS";

  @Test
  void theResourcesAreWhatTheServersSay() throws SQLException, IOException {
    List<String> urls = List.of(Objects.requireNonNull(System.getenv(SERVERS)).split(" ", -1));
    for (Map.Entry<String, String> file : CatalogGenerator.generate(urls).entrySet()) {
      try (InputStream resource = LineFile.class.getResourceAsStream(file.getKey())) {
        assertThat(resource).as(file.getKey()).isNotNull();
        assertThat(new String(resource.readAllBytes(), StandardCharsets.US_ASCII))
            .as(file.getKey())
            .isEqualTo(file.getValue());
      }
    }
  }
}
