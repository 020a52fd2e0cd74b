package dev.migrationsentry.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Breaks Python files a little: deletes, doubles, swaps or inserts tokens, cuts the text, changes
/// indentation. The same seed makes the same changes.
final class TokenMutations {
  private static final List<String> INSERTED =
      List.of(
          "(", ")", "[", "]", "{", "}", ":", ",", ";", "=", "==", ":=", ".", "*", "**", "@", "->",
          "+=", "if", "else", "for", "in", "not", "lambda", "yield", "await", "async", "def",
          "class", "return", "None", "x", "1", "'s'", "\"", "'", "f'{x}'", "\n", "\n    ", "\\",
          "import", "from", "as", "with", "match", "case", "type", "print", "0x", "1.", "!", "$",
          "#", "is", "except", "try", "...", "~", "//");

  private final Random random;

  TokenMutations(long seed) {
    random = new Random(seed);
  }

  String mutate(String text) {
    Tokens tokens = Lexer.read(text);
    List<int[]> places = new ArrayList<>();
    for (int token = 0; token < tokens.count(); token++) {
      if (tokens.end(token) > tokens.start(token)) {
        places.add(new int[] {tokens.start(token), tokens.end(token)});
      }
    }
    if (places.size() < 3) {
      return text + INSERTED.get(random.nextInt(INSERTED.size()));
    }
    int at = random.nextInt(places.size() - 1);
    int[] place = places.get(at);
    int[] next = places.get(at + 1);
    String before = text.substring(0, place[0]);
    String token = text.substring(place[0], place[1]);
    return switch (random.nextInt(7)) {
      case 0 -> before + text.substring(place[1]);
      case 1 -> before + token + " " + token + text.substring(place[1]);
      case 2 ->
          before
              + text.substring(next[0], next[1])
              + text.substring(place[1], next[0])
              + token
              + text.substring(next[1]);
      case 3, 4 ->
          before
              + " "
              + INSERTED.get(random.nextInt(INSERTED.size()))
              + " "
              + text.substring(place[0]);
      case 5 -> before + INSERTED.get(random.nextInt(INSERTED.size())) + text.substring(place[1]);
      default -> random.nextInt(4) == 0 ? before : oneCharacterLess(text, place[0]);
    };
  }

  private static String oneCharacterLess(String text, int at) {
    return text.substring(0, at) + text.substring(at + 1);
  }
}
