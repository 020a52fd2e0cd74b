package dev.migrationsentry.platform;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.SourceFile.Piece;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Texts that stand in other files: each keeps the lines and columns that people see.
final class Texts {
  private Texts() {}

  /// A range of a file as a file of its own.
  static SourceFile part(SourceFile file, int start, int end) {
    String text = file.text().substring(start, end);
    return SourceFile.sent(
        file, List.of(new Piece(text, file.asWritten(start), file.asWritten(end))));
  }

  /// What a range stands for once its quotes, its indentation and its escapes are taken away.
  ///
  /// @param where the range as it is written
  /// @param text what it stands for
  static SourceFile within(Span where, String text) {
    SourceFile file = where.file();
    String raw = where.text();
    int inside = text.isEmpty() ? 0 : raw.indexOf(text);
    if (inside >= 0) {
      return part(file, where.start() + inside, where.start() + inside + text.length());
    }
    List<Piece> pieces = new ArrayList<>();
    int at = Math.max(raw.indexOf('\n') + 1, 0);
    for (String line : text.split("(?<=\n)", -1)) {
      String plain = line.stripTrailing();
      int found = raw.indexOf(plain, at);
      if (found < 0 || line.isEmpty()) {
        pieces.add(
            new Piece(
                line,
                file.asWritten(where.start() + Math.min(at, raw.length())),
                file.asWritten(where.end())));
        continue;
      }
      int start = file.asWritten(where.start() + found);
      pieces.add(new Piece(line, start, start + line.length()));
      at = found + plain.length();
    }
    return SourceFile.sent(file, pieces);
  }
}
