package dev.migrationsentry.framework;

import dev.migrationsentry.framework.ScriptWords.Kind;
import dev.migrationsentry.framework.ScriptWords.Word;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.SourceFile.Piece;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The SQL in the texts of a program that makes or alters tables.
///
/// @param name the name that the first of these texts is given, or null
/// @param statements those of all such texts, in the order of the program
record ProgramTexts(@Nullable String name, List<Statement> statements) {
  ProgramTexts {
    statements = List.copyOf(statements);
  }

  /// Reads the texts of a program.
  static ProgramTexts of(SourceFile source, List<Word> words) {
    @Nullable String name = null;
    List<Statement> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int end = i;
      while (end < words.size() && words.get(end).kind() == Kind.TEXT) {
        end++; // Texts that stand side by side are one in Python.
      }
      if (end == i) {
        continue;
      }
      List<Statement> statements = statements(source, words.subList(i, end));
      if (name == null && statements.stream().anyMatch(CreateTable.class::isInstance)) {
        name = nameOf(words, i);
      }
      all.addAll(statements);
      i = end;
    }
    return new ProgramTexts(name, all);
  }

  /// `NAME = "…"`, `const NAME: string = …`.
  private static @Nullable String nameOf(List<Word> words, int text) {
    int at = text - 1;
    if (at < 1 || !words.get(at).is("=")) {
      return null;
    }
    Word before = words.get(at - 1);
    boolean typed = at >= 3 && words.get(at - 2).is(":");
    return typed ? words.get(at - 3).text() : before.kind() == Kind.NAME ? before.text() : null;
  }

  private static List<Statement> statements(SourceFile source, List<Word> texts) {
    boolean mayBeSql =
        texts.stream()
            .anyMatch(text ->
                mentions(text.text(), "create table") || mentions(text.text(), "alter table"));
    if (!mayBeSql) {
      return List.of();
    }
    List<Piece> pieces = new ArrayList<>();
    for (Word text : texts) {
      pieces.add(new Piece(unescaped(text.text()), text.start(), text.end()));
    }
    List<Statement> read = SqlReader.read(SourceFile.sent(source, pieces));
    // A sentence that speaks of tables, or the SQL of another engine.
    return read.stream().anyMatch(Opaque.class::isInstance)
            || read.stream().noneMatch(ProgramTexts::makesTables)
        ? List.of()
        : read;
  }

  private static boolean makesTables(Statement statement) {
    return statement instanceof CreateTable || statement instanceof AlterTable;
  }

  private static boolean mentions(String text, String words) {
    for (int at = text.length() - words.length(); at >= 0; at--) {
      if (text.regionMatches(true, at, words, 0, words.length())) {
        return true;
      }
    }
    return false;
  }

  /// What a text stands for, as long as it is written: an escape becomes a blank and what it means.
  private static String unescaped(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text);
    for (int i = 0; i + 1 < plain.length(); i++) {
      if (plain.charAt(i) == '\\') {
        char meant = plain.charAt(i + 1);
        plain.setCharAt(i, ' ');
        plain.setCharAt(i + 1, meant == 'n' || meant == 'r' || meant == 't' ? ' ' : meant);
        i++;
      }
    }
    return plain.toString();
  }
}
