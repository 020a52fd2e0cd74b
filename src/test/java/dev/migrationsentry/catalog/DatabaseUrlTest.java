package dev.migrationsentry.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatabaseUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgres://app:secret@db.example.com:6432/shop | postgresql://app@db.example.com:6432/shop | secret",
        "postgresql+psycopg2://app:secret@db/shop | postgresql://app@db/shop | secret",
        "DATABASE_URL=postgres://app:secret@db/shop | postgresql://app@db/shop | secret",
        "export DATABASE_URL=\"postgres://app:secret@db/shop\" | postgresql://app@db/shop | secret",
        "postgres://app:p@ss:w%rd@db/shop | postgresql://app@db/shop | p@ss:w%rd",
        "postgres://app:a%40b%25c+d@db/shop | postgresql://app@db/shop | a@b%c+d",
        "postgres://app:why?@db/shop | postgresql://app@db/shop | why?",
        "postgres://app:sl/ash@db/shop | postgresql://app@db/shop | sl/ash",
        "jdbc:postgresql://db/shop?user=app&password=sec%26ret&sslmode=require | postgresql://app@db/shop | sec&ret",
        "db.example.com/shop?user=app | postgresql://app@db.example.com/shop |",
        "postgres://app@one:5432,two:5433/shop | postgresql://app@one:5432,two:5433/shop |",
        "postgres://app:x@[::1]:5432/shop | postgresql://app@[::1]:5432/shop | x",
        "postgres://app:x@db | postgresql://app@db/app | x",
      })
  void isReadAsPeopleWriteIt(String written, String shown, String password) {
    DatabaseUrl url = DatabaseUrl.parse(written);
    assertThat(url).hasToString(shown);
    assertThat(url.password()).isEqualTo(password);
  }

  @Test
  void saysWhatWasReadOtherwiseThanWritten() {
    assertThat(
            DatabaseUrl.parse("DATABASE_URL=postgresql+asyncpg://app@db/shop?pgbouncer=true")
                .changes())
        .containsExactly(
            "the leading \"DATABASE_URL=\" is not part of the URL",
            "the driver in postgresql+asyncpg:// was left out",
            "the parameter pgbouncer is not used here");
    assertThat(DatabaseUrl.parse("postgresql://app@db/shop").changes()).isEmpty();
  }

  @Test
  void keepsSecretsOutOfWhatOthersSay() {
    DatabaseUrl url = DatabaseUrl.parse("postgres://app:p%40ss@db/shop");
    assertThat(url.redact("FATAL: p@ss for app, p%40ss")).isEqualTo("FATAL: *** for app, ***");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql://app:secret@db/shop | scheme mysql",
        "postgresql:///shop?host=/run/postgresql&password=secret | Unix socket",
        "postgresql://app:sec ret | no host"
      })
  void refusesWhatItCantUseWithoutShowingIt(String written, String why) {
    assertThatThrownBy(() -> DatabaseUrl.parse(written))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining(why)
        .hasMessageNotContaining("sec");
  }
}
