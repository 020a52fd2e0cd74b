package dev.migrationsentry.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.FormattedPart;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Node;
import dev.migrationsentry.python.ast.StringPiece;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the text, the reader answers, and every node lies within the one around it.
final class AnyPythonTextTest {
  private static final Path FILES =
      Path.of("src/test/resources/dev/migrationsentry/python/syntax-trees");

  private static final String[] WORDS = {
    "a", "b", "1", "2.5", "0x", "1_", "'s'", "\"", "'", "'''", "f'", "f'{a}'", "t'{a", "b'x'",
    "r'\\'", "(", ")", "[", "]", "{", "}", ":", ",", ";", ".", "...", "=", "==", ":=", "->", "+",
    "-", "*", "**", "/", "@", "!", "~", "<", "<>", "$", "?", "\\", "\\\n", "#", "# c\n", "\n",
    "\n  ", "\n    ", "\n\t", "\r", "\r\n", "\f", "\0", "if", "else", "elif", "for", "in", "is",
    "not", "and", "or", "lambda", "def", "class", "async", "await", "with", "as", "try", "except",
    "finally", "match", "case", "type", "_", "print", "import", "from", "return", "yield", "raise",
    "del", "global", "assert", "pass", "None", "True", "ä", "\u00a0", "😀", "\ud800", "\uFEFF",
    "{{", "}}", "!r", "\\N{", "\\x4"
  };

  private static Module check(String text) {
    Module module = PythonReader.read(new SourceFile("file.py", text));
    for (NodeWalk.Place place : NodeWalk.below(module)) {
      checkPlace(place.node(), place.around(), text);
    }
    if (module.failure() != null) {
      Span at = module.failure().at();
      assertThat(at.start()).as(text).isBetween(0, at.end());
      assertThat(at.end()).as(text).isLessThanOrEqualTo(text.length());
    }
    return module;
  }

  private static void checkPlace(Node node, @Nullable Node around, String text) {
    Span span = node.span();
    boolean nested =
        around == null
            || (around.span().start() <= span.start() && span.end() <= around.span().end());
    boolean sound = 0 <= span.start() && span.start() <= span.end() && span.end() <= text.length();
    if (!nested || !sound) {
      throw new AssertionError(node + " in " + around + ": " + text);
    }
    switch (node) {
      case Constant.StringConstant string -> checkPieces(string.value(), string.pieces());
      case FormattedPart.LiteralPart part -> checkPieces(part.value(), part.pieces());
      default -> {}
    }
  }

  private static void checkPieces(String value, List<StringPiece> pieces) {
    StringBuilder joined = new StringBuilder(value.length());
    int at = 0;
    for (StringPiece piece : pieces) {
      if (piece.span().start() < at || piece.text().isEmpty()) {
        throw new AssertionError(piece + " in " + pieces);
      }
      joined.append(piece.text());
      at = piece.span().end();
    }
    if (!joined.toString().equals(value)) {
      throw new AssertionError(value + " is not " + joined);
    }
  }

  @Test
  void anySequenceOfWordsHasAResult() {
    Random random = new Random(20);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      int words = random.nextInt(30);
      for (int word = 0; word < words; word++) {
        text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextBoolean() ? " " : "");
      }
      check(text.toString());
    }
  }

  @Test
  void brokenFilesHaveAResultAndKeepWhatStandsBefore() throws IOException {
    List<String> texts = new ArrayList<>();
    try (var files = Files.list(FILES)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".py")).sorted().toList()) {
        texts.add(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    TokenMutations mutations = new TokenMutations(21);
    int refused = 0;
    int kept = 0;
    for (int round = 0; round < 1_000; round++) {
      Module module = check(mutations.mutate(texts.get(round % texts.size())));
      refused += module.failure() == null ? 0 : 1;
      kept += module.failure() != null && !module.body().isEmpty() ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(600);
    assertThat(kept).isGreaterThan(400);
  }

  /// Texts of this kind overflow the stack of a reader that does not count.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        "[",
        "{",
        "{a:",
        "a[",
        "f(",
        "f(a=",
        "-",
        "not ",
        "~",
        "await ",
        "lambda:",
        "lambda a=",
        "a if b else ",
        "a**",
        "a**-",
        "*",
        "**",
        "a.",
        "a+",
        "a or ",
        "a<",
        "a,",
        "a=",
        "a:=",
        "yield ",
        "(yield ",
        "[a for b in ",
        "{**",
        "f'{",
        "f\"{f'{",
        "f'{a:{",
        "@",
        "if a:",
        "\\\n",
        "\n ",
        "a;",
        "elif a:b\n",
        "del ",
        "import a.",
        "match a:\n case (",
        "match a:\n case [",
        "with (",
        "with ("
      })
  void deepNestingDoesNotOverflowTheStack(String unit) throws InterruptedException {
    String code =
        switch (unit) {
          case "elif a:b\n" -> "if a:b\n" + unit.repeat(50_000);
          case "match a:\n case (" -> unit + "(".repeat(50_000);
          case "match a:\n case [" -> unit + "[".repeat(50_000);
          default -> unit.repeat(50_000);
        };
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            null, () -> PythonReader.read(new SourceFile("file.py", code)), "deep", 512 << 10);
    thread.setUncaughtExceptionHandler((_, exception) -> thrown.set(exception));
    thread.start();
    thread.join();
    assertThat(thrown.get()).isNull();
  }

  @Test
  void blocksMayBeAsDeepAsInPythonAndNoDeeper() {
    assertThat(check(blocks(99)).failure()).isNull();
    assertThat(check(blocks(100)).failure()).isNotNull();
  }

  private static String blocks(int depth) {
    StringBuilder text = new StringBuilder();
    for (int level = 0; level < depth; level++) {
      text.append(" ".repeat(level)).append("if a:\n");
    }
    return text.append(" ".repeat(depth)).append("b\n").toString();
  }

  @Test
  void longChainsOfOperatorsAreRead() {
    assertThat(check("a" + " + a".repeat(2_000)).failure()).isNull();
    assertThat(check("if a: b\n" + "elif a: b\n".repeat(2_000)).failure()).isNull();
    assertThat(check("[" + "a, ".repeat(50_000) + "]").failure()).isNull();
    assertThat(check("'a' ".repeat(50_000)).failure()).isNull();
  }
}
