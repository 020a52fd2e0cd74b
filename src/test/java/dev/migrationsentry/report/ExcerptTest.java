package dev.migrationsentry.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The marks stand below what they mean, whatever the line holds.
class ExcerptTest {
  private static final Style PLAIN = new Style(false);

  @Test
  void aTabTakesOneColumn() {
    assertThat(of("\tinsert\tinto\tnowhere", "nowhere"))
        .isEqualTo("  1 |  insert into nowhere\n    |              ^^^^^^^");
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertThat(of("select '漢字', '가', nope", "nope"))
        .isEqualTo("  1 | select '漢字', '가', nope\n    |                      ^^^^");
    assertThat(of("select 漢字 from t", "漢字")).isEqualTo("  1 | select 漢字 from t\n    |        ^^^^");
  }

  @Test
  void anEmojiTakesTwoColumnsAndAFlagTwoForItsPair() {
    assertThat(of("select '👍', '🇩🇪', nope", "nope"))
        .isEqualTo("  1 | select '👍', '🇩🇪', nope\n    |                    ^^^^");
  }

  @Test
  void combiningMarksTakeNone() {
    assertThat(of("select 'e\u0301', nope", "nope"))
        .isEqualTo("  1 | select 'e\u0301', nope\n    |             ^^^^");
  }

  @Test
  void whatMovesTheCursorIsADot() {
    assertThat(of("select '\u001b[31m\u202e\u2028\ud800', nope", "nope"))
        .isEqualTo("  1 | select '·[31m···', nope\n    |                    ^^^^");
  }

  @Test
  void aLongLineIsCutAroundTheRange() {
    String shown =
        of("select '" + "👍".repeat(5000) + "', nope, '" + "漢".repeat(5000) + "'", "nope");
    String line = shown.lines().findFirst().orElseThrow();
    assertThat(line).startsWith("  1 | …👍").endsWith("漢…").contains("', nope, '");
    assertThat(shown).doesNotContain("·");
    int before = line.indexOf("nope") - line.indexOf('…');
    // Each thumb is two units and two columns.
    assertThat(shown.lines().toList().get(1)).isEqualTo("    | " + " ".repeat(before) + "^^^^");
  }

  @Test
  void aFileWhoseTextIsNotKnownHasNoExcerpt() {
    assertThat(Excerpt.of(new SourceFile("1.sql", "").span(0, 0), PLAIN)).isEmpty();
  }

  @Test
  void aRangeThatEndsBeforeItsStartIsOneMark() {
    SourceFile origin = new SourceFile("1.py", "last = 'b'\nfirst = 'a'\n");
    SourceFile sent =
        SourceFile.sent(
            origin, List.of(new SourceFile.Piece("a", 20, 21), new SourceFile.Piece("b", 8, 9)));
    assertThat(Excerpt.of(sent.span(0, 2), PLAIN)).isEqualTo("  2 | first = 'a'\n    |          ^");
  }

  @Test
  void anyRangeOfAnyTextIsShown() {
    Random random = new Random(5);
    String[] pieces = {
      "a", "\t", "漢", "👍", "\ud83d", "\udc4d", "\u0301", "\r", "\n", "\r\n", "\u200d", "x y"
    };
    for (int run = 0; run < 3000; run++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(run % 10 == 0 ? 900 : 20);
      for (int i = 0; i < length; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      SourceFile file = new SourceFile("1.sql", text.toString());
      int start = random.nextInt(text.length() + 1);
      int end = start + random.nextInt(text.length() - start + 1);
      String shown = Excerpt.of(file.span(start, end), PLAIN);
      if (!shown.isEmpty()) {
        assertThat(shown.lines().toList()).hasSize(2);
        assertThat(shown).contains("^").hasSizeLessThan(600);
      }
    }
  }

  private static String of(String line, String marked) {
    int start = line.indexOf(marked);
    Span span = new SourceFile("1.sql", line).span(start, start + marked.length());
    return Excerpt.of(span, PLAIN);
  }
}
