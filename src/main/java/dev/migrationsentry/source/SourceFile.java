package dev.migrationsentry.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A text file of the project under inspection.
///
/// Offsets are UTF-16 indices into [#text()]; lines and columns count from 1, as editors show them.
/// Two files are equal only when they are the same object, so that a file can be a map key without
/// hashing its text.
///
/// Where what is sent to the database is not the file itself (a runner replaces placeholders, or
/// code puts a statement together), [#text()] is what is sent, while lines and columns are those of
/// the file as people wrote it.
public final class SourceFile {
  private final String path;
  private final String text;
  private final String written;
  private final int[] lineStarts;
  private final List<Piece> pieces;
  private final int[] pieceAt;

  /// @param path the path shown to people, relative to the checked folder, with forward slashes
  /// @param text the whole text, without a byte order mark
  public SourceFile(String path, String text) {
    this(path, text, lineStarts(text), List.of());
  }

  /// A file in which places were replaced before it was sent.
  ///
  /// @param written the whole text as it stands in the file, without a byte order mark
  /// @param replacements the replaced places from the first to the last, without overlaps
  public SourceFile(String path, String written, List<Piece> replacements) {
    this(path, written, lineStarts(written), withBetween(written, replacements));
  }

  private SourceFile(String path, String written, int[] lineStarts, List<Piece> pieces) {
    this.path = path;
    this.written = written;
    this.lineStarts = lineStarts;
    this.pieces = List.copyOf(pieces);
    this.pieceAt = new int[pieces.size()];
    StringBuilder sent = new StringBuilder();
    for (int i = 0; i < pieceAt.length; i++) {
      pieceAt[i] = sent.length();
      sent.append(pieces.get(i).text());
    }
    this.text = pieces.isEmpty() ? written : sent.toString();
  }

  /// A text that code in a file puts together and sends.
  ///
  /// @param origin the file whose lines and columns are shown
  /// @param pieces the text from its start to its end, at least one, in any order of their places
  public static SourceFile sent(SourceFile origin, List<Piece> pieces) {
    return new SourceFile(origin.path, origin.written, origin.lineStarts, pieces);
  }

  /// A part of a text that is sent, and the place in the file that it comes from.
  ///
  /// @param text what is sent. When it is as long as its place, each character stands for the one
  ///   at the same distance
  /// @param start the first index of the place in the text as written
  /// @param end the index after the last one
  public record Piece(String text, int start, int end) {}

  private static List<Piece> withBetween(String written, List<Piece> replacements) {
    if (replacements.isEmpty()) {
      return List.of();
    }
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    for (Piece replacement : replacements) {
      pieces.add(new Piece(written.substring(at, replacement.start()), at, replacement.start()));
      pieces.add(replacement);
      at = replacement.end();
    }
    pieces.add(new Piece(written.substring(at), at, written.length()));
    return pieces;
  }

  /// Where an offset of [#text()] stands in the file as people wrote it. An offset inside of a
  /// replaced place is moved into the place that it stands for.
  public int asWritten(int offset) {
    if (pieceAt.length == 0) {
      return offset;
    }
    int index = Arrays.binarySearch(pieceAt, offset);
    index = index >= 0 ? index : -index - 2;
    while (index + 1 < pieceAt.length && pieceAt[index + 1] == offset) {
      index++;
    }
    Piece piece = pieces.get(index);
    return Math.min(piece.start() + offset - pieceAt[index], piece.end());
  }

  /// The path shown to people, relative to the checked folder, with forward slashes.
  public String path() {
    return path;
  }

  /// The whole text that is sent to the database, without a byte order mark.
  public String text() {
    return text;
  }

  /// The line that holds an offset, from 1. The offset may be the length of the text.
  public int line(int offset) {
    return writtenLine(asWritten(offset));
  }

  private int writtenLine(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /// The column of an offset in its line, from 1, counted in UTF-16 units.
  public int column(int offset) {
    int at = asWritten(offset);
    return at - lineStarts[writtenLine(at) - 1] + 1;
  }

  /// The number of lines; an empty text has one.
  public int lines() {
    return lineStarts.length;
  }

  /// The text of a line as people wrote it, without its line end.
  ///
  /// @param line from 1 to [#lines()]
  public String lineText(int line) {
    return lineText(line, 0, Integer.MAX_VALUE);
  }

  /// A part of a line as people wrote it, without its line end: lines may be very long.
  ///
  /// @param line from 1 to [#lines()]
  /// @param from the first UTF-16 index in the line
  /// @param to the index after the last one; both may be behind the end of the line
  public String lineText(int line, int from, int to) {
    int start = lineStarts[line - 1];
    int end = line < lineStarts.length ? lineStarts[line] - 1 : written.length();
    if (end > start && line < lineStarts.length && written.charAt(end) == '\n') {
      end -= written.charAt(end - 1) == '\r' ? 1 : 0;
    } else if (end > start && line == lineStarts.length && written.charAt(end - 1) == '\r') {
      end--;
    }
    int length = end - start;
    int first = Math.min(from, length);
    return written.substring(start + first, start + Math.max(first, Math.min(to, length)));
  }

  /// A span over a range of this file.
  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  @Override
  public String toString() {
    return path;
  }

  /// Lines end as editors and PostgreSQL's psql end them: with a line feed, a carriage return, or
  /// both.
  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    int feed = text.indexOf('\n');
    int carriage = text.indexOf('\r');
    while (feed >= 0 || carriage >= 0) {
      int at = feed < 0 || (carriage >= 0 && carriage < feed) ? carriage : feed;
      if (at + 1 == feed) {
        at = feed; // Both together are one end of a line.
      }
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, count * 2);
      }
      starts[count++] = at + 1;
      feed = feed > at || feed < 0 ? feed : text.indexOf('\n', at + 1);
      carriage = carriage > at || carriage < 0 ? carriage : text.indexOf('\r', at + 1);
    }
    return Arrays.copyOf(starts, count);
  }
}
