package dev.migrationsentry.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceFileTest {
  @Test
  void countsLinesAndColumnsFromOneAndKeepsCarriageReturnsOutOfLines() {
    SourceFile file = new SourceFile("a.sql", "one\r\ntwo\n\nfour");
    assertThat(file.lines()).isEqualTo(4);
    assertThat(file.lineText(1)).isEqualTo("one");
    assertThat(file.lineText(3)).isEmpty();
    assertThat(file.span(5, 8).text()).isEqualTo("two");
    assertThat(file.span(5, 8)).hasToString("a.sql:2:1");
    assertThat(file.line(file.text().length())).isEqualTo(4);
  }

  @Test
  void endsLinesAtACarriageReturnAsWell() {
    SourceFile file = new SourceFile("a.sql", "one\rtwo\r\r\nfour\n\rsix");
    assertThat(file.lines()).isEqualTo(6);
    assertThat(file.lineText(1)).isEqualTo("one");
    assertThat(file.lineText(2)).isEqualTo("two");
    assertThat(file.lineText(3)).isEmpty();
    assertThat(file.lineText(4)).isEqualTo("four");
    assertThat(file.lineText(5)).isEmpty();
    assertThat(file.lineText(6)).isEqualTo("six");
    assertThat(file.span(4, 7)).hasToString("a.sql:2:1");
    assertThat(file.lineText(6, 1, 2)).isEqualTo("i");
    assertThat(file.lineText(6, 9, 12)).isEmpty();
  }

  @Test
  void showsPlacesOfAReplacedTextWhereTheyStandInTheFile() {
    String written = "create table ${s}.a (x int);\ndrop table ${long}.b;\n";
    SourceFile file =
        new SourceFile(
            "a.sql",
            written,
            List.of(new SourceFile.Piece("accounts", 13, 17), new SourceFile.Piece("p", 40, 47)));
    assertThat(file.text()).isEqualTo("create table accounts.a (x int);\ndrop table p.b;\n");
    assertThat(file.lineText(2)).isEqualTo("drop table ${long}.b;");
    int dot = file.text().indexOf(".a");
    assertThat(file.column(dot)).isEqualTo(18);
    int drop = file.text().indexOf("drop");
    assertThat(file.span(drop, drop + 4)).hasToString("a.sql:2:1");
    int second = file.text().indexOf(".b");
    assertThat(file.column(second)).isEqualTo(19);
    assertThat(file.column(file.text().indexOf("counts"))).isEqualTo(16);
  }
}
