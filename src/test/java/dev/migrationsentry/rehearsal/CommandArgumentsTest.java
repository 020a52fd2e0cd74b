package dev.migrationsentry.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.catalog.DatabaseUrl;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandArgumentsTest {
  private static final DatabaseUrl REHEARSAL =
      DatabaseUrl.parse("postgresql://me:secret@127.0.0.1:5999/rehearsal");

  private static CommandArguments to(String... words) {
    return CommandArguments.to(REHEARSAL, List.of(words));
  }

  @Test
  void redirectsAddresses() {
    assertThat(to("dbmate", "--url", "postgres://u:p@db.shop.example/shop?sslmode=disable", "up"))
        .isEqualTo(
            new CommandArguments(
                List.of("dbmate", "--url", "postgres://me:secret@127.0.0.1:5999/rehearsal", "up"),
                List.of("--url")));
    assertThat(to("goose", "postgres", "host=db.shop.example dbname=shop user=u", "up").words())
        .element(2)
        .isEqualTo(
            "host=127.0.0.1 port=5999 user=me password=secret dbname=rehearsal sslmode=disable");
    assertThat(to("psql", "postgresql://db.shop.example/shop", "-f", "a.sql").redirected())
        .containsExactly("an address");
  }

  @Test
  void redirectsWhatFlywayTakesAsArguments() {
    assertThat(
            to("flyway", "-url=jdbc:postgresql://db.shop.example/shop", "-user=u", "-password=p")
                .words())
        .containsExactly(
            "flyway",
            "-url=jdbc:postgresql://127.0.0.1:5999/rehearsal",
            "-user=me",
            "-password=secret");
  }

  @Test
  void leavesEverythingElse() {
    List<String> words =
        List.of("sh", "-c", "psql postgres://shop/x", "--locations=a", "-user", "b");
    assertThat(CommandArguments.to(REHEARSAL, words).words()).isEqualTo(words);
  }
}
