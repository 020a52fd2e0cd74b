package dev.migrationsentry.rehearsal;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Makes histories with mistakes out of good ones: statements and words are left out, doubled,
/// exchanged and replaced by others of the same history. The same seed makes the same history.
final class HistoryMutations {
  private static final String ODD =
      "();,.'\"$:-\\{}[]*=<>|\t\u00e9\u6f22\u0301\ud83d\ud83d\udc4d\u200d\r\n";

  private final List<List<String>> files;
  private final Random random;
  private final List<String> words = new ArrayList<>();

  private HistoryMutations(List<List<String>> original, long seed) {
    this.files = new ArrayList<>();
    original.forEach(file -> files.add(new ArrayList<>(file)));
    this.random = new Random(seed);
    original.forEach(file -> file.forEach(statement -> words.addAll(pieces(statement))));
    words.removeIf(word -> !Character.isLetter(word.charAt(0)));
  }

  /// The statements of a folder's SQL files, in the order of the files' names.
  static List<List<String>> statements(Path folder) throws IOException {
    List<List<String>> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      for (Path path : paths.filter(one -> one.toString().endsWith(".sql")).sorted().toList()) {
        List<String> statements = new ArrayList<>();
        SourceFile file = new SourceFile(path.toString(), Files.readString(path));
        for (Statement statement : SqlReader.read(file)) {
          statements.add(statement.span().text());
        }
        files.add(statements);
      }
    }
    return files;
  }

  /// The statements with mistakes.
  ///
  /// @param mistakes how many
  /// @param odd whether characters may be put in that no one would write
  static List<List<String>> of(List<List<String>> files, long seed, int mistakes, boolean odd) {
    HistoryMutations mutations = new HistoryMutations(files, seed);
    for (int i = 0; i < mistakes; i++) {
      mutations.mutate(odd);
    }
    return mutations.files;
  }

  /// Writes statements as a history.
  static void write(List<List<String>> files, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < files.size(); i++) {
      String text = String.join(";\n", files.get(i)) + ";\n";
      // Not as a string: halves of surrogate pairs become question marks, and are no error.
      Files.write(folder.resolve(100 + i + "_file.sql"), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void mutate(boolean odd) {
    List<String> file = files.get(random.nextInt(files.size()));
    if (file.isEmpty()) {
      return;
    }
    int at = random.nextInt(file.size());
    String statement = file.get(at);
    switch (random.nextInt(odd ? 10 : 8)) {
      case 0 -> file.remove(at);
      case 1 -> file.add(random.nextInt(file.size() + 1), statement);
      case 2 -> {
        file.remove(at);
        List<String> other = files.get(random.nextInt(files.size()));
        other.add(random.nextInt(other.size() + 1), statement);
      }
      case 3 -> file.set(at, without(statement));
      case 4, 5, 6 -> file.set(at, renamed(statement));
      case 7 -> file.set(at, exchanged(statement));
      case 8 -> file.set(at, statement.substring(0, random.nextInt(statement.length() + 1)));
      default -> {
        int place = random.nextInt(statement.length() + 1);
        char strange = ODD.charAt(random.nextInt(ODD.length()));
        file.set(at, statement.substring(0, place) + strange + statement.substring(place));
      }
    }
  }

  private String without(String statement) {
    List<String> pieces = pieces(statement);
    pieces.remove(random.nextInt(Math.max(1, pieces.size())));
    return String.join("", pieces);
  }

  private String exchanged(String statement) {
    List<String> pieces = pieces(statement);
    int one = random.nextInt(pieces.size());
    int other = random.nextInt(pieces.size());
    String kept = pieces.get(one);
    pieces.set(one, pieces.get(other));
    pieces.set(other, kept);
    return String.join("", pieces);
  }

  private String renamed(String statement) {
    List<String> pieces = pieces(statement);
    for (int tries = 0; tries < 20; tries++) {
      int at = random.nextInt(pieces.size());
      if (Character.isLetter(pieces.get(at).charAt(0))) {
        pieces.set(at, words.get(random.nextInt(words.size())));
        break;
      }
    }
    return String.join("", pieces);
  }

  /// Words, blanks and single characters.
  private static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || kind(text.charAt(i)) != kind(text.charAt(i - 1))) {
        pieces.add(text.substring(start, i));
        start = i;
      }
    }
    if (pieces.isEmpty()) {
      pieces.add(" ");
    }
    return pieces;
  }

  private static int kind(char character) {
    return Character.isLetterOrDigit(character) || character == '_'
        ? 0
        : Character.isWhitespace(character) ? 1 : character;
  }
}
