package dev.migrationsentry.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.server.EmbeddedPostgres;
import dev.migrationsentry.server.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Conditions that are said to hold for no row hold for none on a server either, and those that
/// hold for a row there are not called impossible.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImpossibleConditionTest {
  private static final String SCHEMA =
      """
      create type mood as enum ('sad', 'ok', 'happy');
      create table people (
        id integer not null,
        name text,
        code varchar(3),
        letter char(2),
        grade smallint,
        mood mood,
        active boolean not null,
        state text check (state in ('new', 'old')),
        size text constraint size_known check ((size)::text = any (array['s', 'm'])),
        old_state text
      );
      """;

  private EmbeddedPostgres server;
  private Connection connection;

  @BeforeAll
  void start() throws SQLException {
    server = TestServers.start(18);
    server.createDatabase("people");
    connection = server.connect("people");
    try (Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
      statement.execute(
          "insert into people select id, name, code, letter, grade, m::mood, active, state, size, old_state"
              + " from unnest(array[1, 2]) id, unnest(array['Ada', null]) name,"
              + " unnest(array['abc', '', null]) code, unnest(array['x', null]) letter,"
              + " unnest(array[1, 5, null]::smallint[]) grade, unnest(array['sad', null]) m,"
              + " unnest(array[true, false]) active, unnest(array['new', null]) state,"
              + " unnest(array['s', 'm']) size, unnest(array['x', null]) old_state");
    }
  }

  @AfterAll
  void stop() throws SQLException {
    connection.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id is null",
        "people.id is null",
        "not (id is not null)",
        "id is not distinct from null",
        "active is unknown",
        "name = null",
        "null = name",
        "name <> null",
        "not (name = null)",
        "name = null::text and id = 1",
        "name in (null)",
        "name not in ('Ada', null)",
        "grade between null and 3",
        "name like null",
        "name = any (array[]::text[])",
        "name = any ('{}')",
        "1 = 0",
        "false",
        "null",
        "not true",
        "code = 'abcd'",
        "letter = 'xyz'",
        "code in ('abcd', 'abcde')",
        "grade = 40000",
        "id = 3000000000",
        "state = 'gone'",
        "size = 'xl'",
        "state in ('gone', 'lost')",
        "id = 1 and id = 2",
        "name = 'Ada' and name = 'Bob'",
        "mood = 'sad' and mood = 'ok'",
        "name is null and name = 'Ada'",
        "name is null and name is not null",
        "(id is null or name = null)",
        "id is null and exists (select 1)",
      })
  void holdsForNoRow(String condition) throws SQLException {
    assertThat(rows(condition)).isZero();
    assertThat(findings(condition)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name is null",
        "name is not null",
        "not (name is null)",
        "id is not null",
        "name is not distinct from null",
        "name is distinct from null",
        "id is null or id = 1",
        "name = 'Ada'",
        "name in ('Ada', null)",
        "name not in ('Bob')",
        "grade between 1 and 3",
        "code = 'abc'",
        "letter = 'x   '",
        "grade = 5",
        "state = 'new'",
        "size = 's'",
        "old_state = 'x'",
        "state <> 'gone'",
        "grade <> 40000",
        "id = 1 and name = 'Ada'",
        "name = 'Ada' or name = 'Bob'",
        "active and id = 1",
        "1 = 1",
        "true",
        "exists (select 1 from people p where p.id is not null)",
      })
  void holdsForSomeRow(String condition) throws SQLException {
    assertThat(rows(condition)).isPositive();
    assertThat(findings(condition)).isEmpty();
  }

  private long rows(String condition) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from people where " + condition)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Set<String> findings(String condition) {
    return RulePagesTest.findings(
        new PageProject(
            SCHEMA + "-- next migration\nupdate people set id = 1 where " + condition + ";\n"));
  }
}
