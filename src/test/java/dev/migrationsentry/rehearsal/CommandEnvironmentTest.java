package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommandEnvironmentTest {
  private static final DatabaseUrl HERE =
      DatabaseUrl.of("127.0.0.1", 4711, "rehearsal", "postgres", "p/w");

  private static CommandEnvironment redirected(Map<String, String> environment) {
    return CommandEnvironment.to(HERE, environment, Map.of());
  }

  @Test
  void keepsTheDriverAndThePrismaSchemaOfAUrlAndNothingElse() {
    CommandEnvironment environment =
        redirected(
            Map.of(
                "DATABASE_URL", "postgresql+asyncpg://u:s@prod.example:5432/shop?ssl=require",
                "APP_DSN", "postgres://u:s@prod.example/shop?schema=app&sslmode=require"));
    assertThat(environment.variables())
        .containsEntry(
            "DATABASE_URL", "postgresql+asyncpg://postgres:p%2Fw@127.0.0.1:4711/rehearsal")
        .containsEntry("APP_DSN", "postgres://postgres:p%2Fw@127.0.0.1:4711/rehearsal?schema=app");
    assertThat(environment.redirected()).containsExactly("APP_DSN", "DATABASE_URL");
  }

  @Test
  void leavesNoVariableThatNamesProduction() {
    CommandEnvironment environment =
        redirected(
            Map.of(
                "PGSERVICE", "production",
                "PGHOSTADDR", "10.0.0.1",
                "REPORTS", "mysql://u:s@prod.example/reports",
                "SPRING_DATASOURCE_URL", "jdbc:postgresql://prod.example/shop?user=u",
                "DB_HOST", "prod.example",
                "DB_PASSWORD", "s",
                "DSN", "host=prod.example user=u password=s dbname=shop",
                "PATH", "/usr/bin"));
    assertThat(environment.variables().values())
        .noneMatch(value -> value.contains("prod") || value.contains("10.0.0.1"));
    assertThat(environment.variables())
        .containsEntry("PATH", "/usr/bin")
        .containsEntry("DB_PASSWORD", "p/w")
        .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://127.0.0.1:4711/rehearsal")
        .containsEntry("PGPASSWORD", "p/w");
    assertThat(environment.removed()).containsExactly("PGHOSTADDR", "PGSERVICE", "REPORTS");
  }

  @Test
  void standsBeforeTheVariablesThatFilesOfTheProjectWouldBring() {
    CommandEnvironment environment =
        CommandEnvironment.to(
            HERE,
            Map.of("STAGE", "test"),
            Map.of(
                "SHOP_DB", "postgres://u:s@prod.example/shop",
                "LEGACY", "mysql://u:s@prod.example/shop",
                "STAGE", "production",
                "COLOUR", "red"));
    assertThat(environment.variables())
        .containsEntry("SHOP_DB", "postgres://postgres:p%2Fw@127.0.0.1:4711/rehearsal")
        .containsEntry("LEGACY", "")
        .containsEntry("STAGE", "test")
        .doesNotContainKey("COLOUR");
  }
}
