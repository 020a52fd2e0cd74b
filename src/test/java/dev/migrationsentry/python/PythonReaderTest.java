package dev.migrationsentry.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.FormattedPart;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.python.ast.StringPiece;
import dev.migrationsentry.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the reader makes of layouts and strings, beyond the trees of [PythonSyntaxTreeTest].
final class PythonReaderTest {
  private static Module read(String text) {
    return PythonReader.read(new SourceFile("file.py", text));
  }

  private static String tree(String text) {
    Module module = read(text);
    assertThat(module.failure()).as(text).isNull();
    return PythonTreeText.of(module, text, true);
  }

  private static Expression expression(String text) {
    Module module = read(text);
    assertThat(module.failure()).as(text).isNull();
    assertThat(module.body()).hasSize(1);
    return ((Statement.ExpressionStatement) module.body().getFirst()).value();
  }

  private static List<String> pieces(List<StringPiece> pieces) {
    return pieces.stream().map(piece -> piece.span().text() + " is " + piece.text()).toList();
  }

  @Test
  void lineEndsOfAllSystemsReadAlike() {
    String unix = "if a:\n    b = '''x\ny'''\n\n    c(d,\n      e) + \\\n  f\ng\n";
    assertThat(tree(unix.replace("\n", "\r\n"))).isEqualTo(tree(unix));
    assertThat(tree(unix.replace("\n", "\r"))).isEqualTo(tree(unix));
  }

  @Test
  void aByteOrderMarkIsNoText() {
    assertThat(tree("\uFEFFa = 1\n")).isEqualTo(tree("a = 1\n"));
  }

  @Test
  void anEmptyFileHasNoStatements() {
    for (String text : List.of("", "\n", "# comment", "   ", "\t\n  # comment\n", "\f")) {
      assertThat(read(text).failure()).isNull();
      assertThat(read(text).body()).isEmpty();
    }
  }

  @Test
  void namesAreInNormalForm() {
    assertThat(expression("ﬁle"))
        .isInstanceOfSatisfying(
            Expression.Name.class, name -> assertThat(name.identifier()).isEqualTo("file"));
  }

  @Test
  void everyPieceOfAStringKnowsItsPlace() {
    Expression.Call call =
        (Expression.Call) expression("execute('a\\tb' \"c\" r'\\d'\n  '''e\r\nf\\\ng\\x41h''')");
    Constant.StringConstant sql = (Constant.StringConstant) call.arguments().getFirst();
    assertThat(sql.value()).isEqualTo("a\tbc\\de\nfgAh");
    assertThat(pieces(sql.pieces()))
        .containsExactly(
            "a is a",
            "\\t is \t",
            "b is b",
            "c is c",
            "\\d is \\d",
            "e is e",
            "\r\n is \n",
            "f is f",
            "g is g",
            "\\x41 is A",
            "h is h");
  }

  @Test
  void whatIsNoEscapeIsOfTwoPieces() {
    Constant.StringConstant string = (Constant.StringConstant) expression("'a\\d'");
    assertThat(string.value()).isEqualTo("a\\d");
    assertThat(pieces(string.pieces())).containsExactly("a is a", "\\ is \\", "d is d");
  }

  @Test
  void textBetweenFieldsKnowsItsPlace() {
    Expression.FormattedString string =
        (Expression.FormattedString) expression("f'a{{{b}c\\n' 'd'");
    assertThat(string.parts()).hasSize(3);
    FormattedPart.LiteralPart first = (FormattedPart.LiteralPart) string.parts().getFirst();
    FormattedPart.LiteralPart last = (FormattedPart.LiteralPart) string.parts().getLast();
    assertThat(pieces(first.pieces())).containsExactly("a{ is a{");
    assertThat(pieces(last.pieces())).containsExactly("c is c", "\\n is \n", "d is d");
  }

  @Test
  void statementsBeforeAFaultAreKept() {
    Module module = read("revision = 'a'\ndown_revision = None\n\ndef upgrade(:\n    pass\n");
    assertThat(module.body()).hasSize(2);
    assertThat(module.failure()).isNotNull();
    assertThat(module.failure().message()).isEqualTo("invalid syntax");
    assertThat(module.failure().at()).hasToString("file.py:4:13");
  }

  @Test
  void commentsOfSelfDocumentingFieldsAreLeftOut() {
    Expression.FormattedString string =
        (Expression.FormattedString) expression("f'''{a # b\n + c = }'''");
    assertThat(((FormattedPart.LiteralPart) string.parts().getFirst()).value())
        .isEqualTo("a \n + c = ");
  }
}
