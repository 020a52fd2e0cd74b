package dev.migrationsentry.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of PostgreSQL's scanner (manual, section 4.1).
final class LexerTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '\0',
      value = {
        "a+-b → a + - b",
        "a@-b → a @- b",
        "a<-1 → a < - 1",
        "a *--b → a *",
        "a||/*c*/b → a || b",
        "1..10 → 1 .. 10",
        "1.5.6 → 1.5 .6",
        "1.e5+.5 → 1.e5 + .5",
        "x::int:=y=>z → x :: int := y => z",
        "a!=b<>c → a != b <> c",
        "1_000 0x1F 0b1 0o7 → 1_000 0x1F 0b1 0o7",
        "$1$$a$$ → $1 $$a$$",
        "$a$ $b$ $a$c → $a$ $b$ $a$ c",
        "a$b$c 1 → a$b$c 1",
        "e'a''b\\'c' x'1' n'y' → e'a''b\\'c' x'1' n 'y'",
        "'it''s' \"a\"\"b\" → 'it''s' \"a\"\"b\"",
        "u&\"a\" uescape '!' b → u&\"a\" uescape '!' b",
        "/* a /* b */ c */ d -- e → d",
        "ümläut \u00a0x → ümläut \u00a0x",
      })
  void splitsTextIntoTokens(String sql, String expected) {
    assertThat(String.join(" ", tokens(sql))).isEqualTo(expected);
  }

  @Test
  void joinsConstantsOnSuccessiveLines() {
    assertThat(tokens("'a' -- c\n 'b' 'c'\n\n'd'")).containsExactly("'a' -- c\n 'b'", "'c'\n\n'd'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '\0',
      value = {
        "12ab+1 → trailing junk after numeric literal at or near \"12ab\"",
        "1e+ → trailing junk after numeric literal at or near \"1e+\"",
        "0b → invalid binary integer at or near \"0b\"",
        "0o8 → trailing junk after numeric literal at or near \"0o8\"",
        "'a → unterminated quoted string at or near \"'a\"",
        "\"a → unterminated quoted identifier at or near \"\"a\"",
        "$a$b$ → unterminated dollar-quoted string at or near \"$a$b$\"",
        "/* a → unterminated /* comment at or near \"/* a\"",
        "\"\" → zero-length delimited identifier at or near \"\"\"\"",
        "e'\\u12' → invalid Unicode escape",
        "u&'\\12' → invalid Unicode escape",
        "u&'a' uescape '+' → invalid Unicode escape character at or near \"'+'\"",
        "x'1 → unterminated hexadecimal string literal at or near \"x'1\"",
      })
  void refusesWhatPostgreSqlRefuses(String sql, String message) {
    Tokens tokens = scan(sql);
    SyntaxException failure = tokens.failureUpTo(tokens.count());
    assertThat(failure).isNotNull();
    assertThat(failure.reason()).isEqualTo(message);
  }

  @Test
  void endsStatementsOutsideOfParenthesesAndAtomicBodies() {
    String sql =
        "create rule r as on insert to t do (select 1; select 2); ;"
            + "create function f() begin atomic select case when a then b end; select 1; end; x";
    Lexer lexer = new Lexer(sql, 0, sql.length());
    Tokens tokens = new Tokens();
    List<String> last = new ArrayList<>();
    while (lexer.nextStatement(tokens)) {
      int count = tokens.count();
      last.add(sql.substring(tokens.start(0), tokens.end(count - 1)));
    }
    assertThat(last)
        .containsExactly(
            "create rule r as on insert to t do (select 1; select 2);",
            ";",
            "create function f() begin atomic select case when a then b end; select 1; end;",
            "x");
  }

  @Test
  void knowsTheWordsThatTheNextWordChanges() {
    String sql = "not in not a nulls last nulls with time with b format json";
    Tokens tokens = scan(sql);
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      if (Keywords.lookahead(tokens.keyword(i))) {
        changed.add(Keywords.text(tokens.keyword(i)) + "@" + tokens.start(i));
      }
    }
    assertThat(changed).containsExactly("not@0", "nulls@13", "with@30", "format@47");
  }

  @Test
  void findsEveryKeywordWhateverItsCase() {
    assertThat(Keywords.find("xMLSerialize", 0, 12)).isEqualTo(Keywords.id("xmlserialize"));
    assertThat(Keywords.contains("text")).isTrue();
    assertThat(Keywords.contains("uuid")).isFalse();
    for (int id = 1; id < Keywords.LIMIT; id++) {
      if (!Keywords.lookahead(id)) {
        assertThat(Keywords.id(Keywords.text(id))).isEqualTo(id);
      }
    }
  }

  private static List<String> tokens(String sql) {
    Tokens tokens = scan(sql);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < tokens.count(); i++) {
      texts.add(sql.substring(tokens.start(i), tokens.end(i)));
    }
    return texts;
  }

  private static Tokens scan(String sql) {
    Tokens tokens = new Tokens();
    new Lexer(sql, 0, sql.length()).all(tokens);
    return tokens;
  }
}
