package dev.migrationsentry.builtin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A resource of sorted ASCII lines, searched by prefix without being parsed as a whole.
///
/// A line may end with the majors that it holds for, as ` @15-17`, ` @16-` or ` @-14`; without that
/// it holds for all.
final class LineFile {
  private static final ConcurrentHashMap<String, LineFile> FILES = new ConcurrentHashMap<>();

  private final byte[] text;

  private LineFile(byte[] text) {
    this.text = text;
  }

  /// The resource of this name beside this class, read once.
  ///
  /// @throws UncheckedIOException when it cannot be read
  static LineFile of(String resource) {
    LineFile known = FILES.get(resource);
    if (known != null) {
      return known;
    }
    try (InputStream stream = LineFile.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IOException("resource " + resource + " is missing");
      }
      LineFile read = new LineFile(stream.readAllBytes());
      LineFile first = FILES.putIfAbsent(resource, read);
      return first == null ? read : first;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// The lines that start with a prefix and hold for a major, in order, without their majors.
  ///
  /// @param skipped how many characters to leave out at the start of each
  List<String> find(String prefix, int skipped, int major) {
    List<String> found = new ArrayList<>();
    for (int start = first(prefix); start < text.length && compare(start, prefix) == 0; ) {
      int end = lineEnd(start);
      String line = line(start, end, skipped, major);
      if (line != null) {
        found.add(line);
      }
      start = end + 1;
    }
    return found;
  }

  /// Start of the first line that is not below the prefix.
  private int first(String prefix) {
    int low = 0;
    int high = text.length;
    while (low < high) {
      int middle = lineStart((low + high) >>> 1);
      if (compare(middle, prefix) < 0) {
        low = lineEnd(middle) + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int lineStart(int position) {
    int start = position;
    while (start > 0 && text[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private int lineEnd(int position) {
    int end = position;
    while (text[end] != '\n') {
      end++;
    }
    return end;
  }

  /// Compares the line that starts at a position, cut to the prefix's length, with the prefix.
  private int compare(int start, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (start + i == text.length) {
        return -1;
      }
      int difference = text[start + i] - prefix.charAt(i);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  private @Nullable String line(int start, int end, int skipped, int major) {
    int last = end;
    while (last > start && text[last - 1] != ' ') {
      last--;
    }
    if (text[last] != '@' || !isMajors(last + 1, end)) {
      return string(start + skipped, end);
    }
    int hyphen = last + 1;
    while (text[hyphen] != '-') {
      hyphen++;
    }
    return major >= number(last + 1, hyphen, 0) && major <= number(hyphen + 1, end, 99)
        ? string(start + skipped, last - 1)
        : null;
  }

  private boolean isMajors(int start, int end) {
    for (int i = start; i < end; i++) {
      if (text[i] != '-' && (text[i] < '0' || text[i] > '9')) {
        return false;
      }
    }
    return start < end;
  }

  private int number(int start, int end, int whenEmpty) {
    return start == end ? whenEmpty : Integer.parseInt(string(start, end));
  }

  private String string(int start, int end) {
    return start >= end ? "" : new String(text, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
