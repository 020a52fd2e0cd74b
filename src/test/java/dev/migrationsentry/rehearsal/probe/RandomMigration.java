package dev.migrationsentry.rehearsal.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A small database with rows and a migration, all from a seed.
final class RandomMigration {
  private final Random random;

  RandomMigration(long seed) {
    this.random = new Random(seed);
  }

  /// The schema: a table that is referred to, and one that refers.
  String schema() {
    return """
    create type mood as enum ('good', 'bad', 'odd');
    create domain short_text as text check (length(value) < 4);
    create table p (id integer primary key, a integer, b integer, name text, unique (a, b));
    create table c (
      id integer primary key, p integer, a integer, b integer, n bigint, t text,
      v varchar(8), m mood, d timestamp, x numeric(8,3), r int4range, s short_text, q jsonb,
      arr text[], flag boolean);
    """;
  }

  /// Rows of a few values each, so that all that can go wrong does often and often does not.
  String rows() {
    StringBuilder sql = new StringBuilder();
    int parents = random.nextInt(4);
    for (int id = 1; id <= parents; id++) {
      sql.append("insert into p values (" + id + ", " + id + ", ")
          .append(pick("1", "2") + ", " + pick("'a'", "'b'", "'A'", "null") + ");\n");
    }
    int children = random.nextInt(5);
    for (int id = 1; id <= children; id++) {
      sql.append("insert into c values (" + id);
      for (String value :
          List.of(
              rarely("null", pick("1", "2", "3", "9")),
              rarely("null", pick("1", "2", "3")),
              rarely("null", pick("1", "2")),
              rarely("null", pick("1", "5", "40000", "-3", "3000000000")),
              rarely("null", pick("'1'", "'a'", "'A'", "'abcdef'", "' 7 '", "''", "'true'")),
              rarely("null", pick("'abc'", "'abcdefg'", "'ab      '", "'5'", "'good'")),
              rarely("null", pick("'good'", "'bad'", "'odd'")),
              rarely("null", pick("'2026-01-01'", "'2026-01-01 10:00'", "'2026-01-02 11:30:30.4'")),
              rarely("null", pick("1", "1.4", "-2.5", "99.996", "1234.5", "0")),
              rarely("null", pick("'[1,3)'", "'[2,5)'", "'[7,9)'", "'empty'")),
              rarely("null", pick("'a'", "'abc'", "'1'")),
              rarely("null", pick("'{}'", "'[1]'", "'{\"a\": 1}'")),
              rarely("null", pick("'{}'", "'{a,bcdefg}'", "'{1,2}'", "'{a}'")),
              rarely("null", pick("true", "false")))) {
        sql.append(", ").append(value);
      }
      sql.append(");\n");
    }
    return sql.toString();
  }

  /// One to four statements.
  String migration() {
    List<String> statements = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      statements.add(rows(random.nextInt(5)));
    }
    if (random.nextInt(5) == 0) {
      statements.add(pick("alter table c rename column t to w", "alter table c rename to ch"));
    }
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      statements.add(requirement());
    }
    List<String> renamed = new ArrayList<>();
    boolean column = false;
    boolean table = false;
    for (String statement : statements) {
      String sql = statement;
      if (column) {
        sql = word(sql, "t", "w");
      }
      if (table) {
        sql = word(sql, "c", "ch");
      }
      column |= statement.startsWith("alter table c rename column");
      table |= statement.startsWith("alter table c rename to");
      renamed.add(sql);
    }
    return String.join(";\n", renamed) + ";\n";
  }

  private static String word(String sql, String from, String to) {
    StringBuilder replaced = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < sql.length(); i++) {
      quoted ^= sql.charAt(i) == '\'';
      boolean start = i == 0 || !Character.isLetterOrDigit(sql.charAt(i - 1));
      boolean end =
          i + from.length() >= sql.length()
              || !Character.isLetterOrDigit(sql.charAt(i + from.length()));
      boolean underscore = i > 0 && sql.charAt(i - 1) == '_';
      if (!quoted && start && end && !underscore && sql.startsWith(from, i)) {
        replaced.append(to);
        i += from.length() - 1;
      } else {
        replaced.append(sql.charAt(i));
      }
    }
    return replaced.toString();
  }

  private String rows(int kind) {
    return switch (kind) {
      case 0 -> "update c set t = " + pick("'x'", "lower(t)", "v", "t || 'q'") + condition();
      case 1 -> "update c set a = " + pick("1", "b", "a + 1", "coalesce(a, 1)") + condition();
      case 2 -> "delete from c" + condition();
      case 3 ->
          "update c set m = " + pick("'good'", "case when flag then 'bad'::mood end") + condition();
      default ->
          "update c set n = "
              + pick("n % 3", "id", "null")
              + ", v = "
              + pick("'z'", "left(v, 2)", "v")
              + condition();
    };
  }

  private String condition() {
    return pick(
        "",
        " where t is null",
        " where a is null",
        " where flag",
        " where n > 2 or m = 'bad'",
        " where length(v) > 3 and not flag",
        " where id in (1, 2)");
  }

  private String requirement() {
    return switch (random.nextInt(12)) {
      case 0 -> "alter table c alter column " + column() + " set not null";
      case 1 ->
          "create unique index on c "
              + pick(
                  "(a)",
                  "(a, b)",
                  "(lower(t))",
                  "(n, m)",
                  "(v)",
                  "(coalesce(a, 0))",
                  "((n % 2))",
                  "(d)",
                  "(x)")
              + pick("", "", " where flag", " where a > 1", " where t is not null");
      case 2 -> "alter table c add unique (" + pick("a", "t", "a, b", "flag, m", "n", "v") + ")";
      case 3 ->
          "alter table c add foreign key "
              + pick(
                  "(p) references p",
                  "(a) references p",
                  "(a, b) references p (a, b)",
                  "(a, b) references p (a, b) match full",
                  "(p) references c (id)");
      case 4 ->
          "alter table c add check ("
              + pick(
                  "a > 1",
                  "n / (a - 2) > 0",
                  "length(t) < 5",
                  "m <> 'odd'",
                  "flag or b = 1",
                  "x between 0 and 100",
                  "d < '2026-01-02'",
                  "v like 'a%'",
                  "array_length(arr, 1) > 1",
                  "q ? 'a'",
                  "not isempty(r)",
                  "(a is null) = (b is null)")
              + ")";
      case 5 ->
          "alter table c alter column "
              + pick(
                  "t type varchar(3)",
                  "v type varchar(4)",
                  "v type char(4)",
                  "n type integer",
                  "n type smallint",
                  "t type integer using t::integer",
                  "t type integer using nullif(trim(t), '')::integer",
                  "t type boolean using t::boolean",
                  "x type numeric(4,1)",
                  "x type integer",
                  "d type date",
                  "d type timestamptz using d at time zone 'UTC'",
                  "d type date using d + interval '1 day'",
                  "t type char(3)",
                  "arr type varchar(3)[]",
                  "a type bigint",
                  "a type text",
                  "flag type integer using flag::integer",
                  "a type boolean using a = 1",
                  "arr type text using array_to_string(arr, ',')");
      case 6 ->
          "create type tone as enum ("
              + pick("'good', 'bad'", "'abc', 'good'", "'good', 'bad', 'odd'")
              + ");\nalter table c alter column "
              + pick(
                  "m type tone using m::text::tone",
                  "v type tone using v::tone",
                  "t type tone using 'good'::tone");
      case 7 ->
          "alter table c add column z "
              + pick(
                  "integer not null",
                  "integer not null default 5",
                  "integer unique default 5",
                  "integer generated always as (a * b) stored not null",
                  "text generated always as (lower(t)) stored unique",
                  "serial unique",
                  "short_text not null default 'abcd'",
                  "short_text default 'abc'",
                  "integer references p default 2",
                  "integer check (z > 1) default 1",
                  "uuid primary key default gen_random_uuid()",
                  "timestamptz not null default now()");
      case 8 ->
          "alter domain short_text add check ("
              + pick("value <> 'abc'", "value < 'b'", "length(value) > 0")
              + ")";
      case 9 -> "alter domain short_text set not null";
      case 10 ->
          "alter table c add exclude using gist ("
              + pick("r with &&", "r with =", "int4range(a, a, '[]') with &&")
              + ")"
              + pick("", " where (flag)", " where (a > 1)");
      default ->
          "alter table c add column z "
              + pick("integer", "text")
              + ";\nupdate c set z = "
              + pick("a", "p", "id", "null", "n % 100")
              + condition()
              + ";\n"
              + pick(
                  "alter table c alter column z set not null",
                  "alter table c add unique (z)",
                  "alter table c add check (z is not null or flag)",
                  "create unique index on c (z) where flag");
    };
  }

  private String column() {
    return pick("p", "a", "b", "n", "t", "v", "m", "d", "x", "r", "s", "q", "arr", "flag");
  }

  private String rarely(String one, String other) {
    return random.nextInt(7) == 0 ? one : other;
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }
}
