package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.StringPiece;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;

/// Cuts and joins strings without losing the places that their characters come from.
final class Texts {
  private Texts() {}

  /// A string as it stands in the file.
  static Value.Text of(List<StringPiece> pieces, Span whole) {
    List<Fragment> fragments = new ArrayList<>(pieces.size());
    for (StringPiece piece : pieces) {
      fragments.add(new Fragment(piece.text(), piece.span()));
    }
    if (fragments.isEmpty()) {
      fragments.add(new Fragment("", whole));
    }
    return new Value.Text(fragments);
  }

  /// What is known of a string: all of it, or its shape, or nothing but a gap.
  static Value.Text shape(Value value, Span span) {
    if (value instanceof Value.Text text) {
      return text;
    }
    return value instanceof Value.Unknown unknown && unknown.shape() != null
        ? unknown.shape()
        : Value.Text.of(Fragment.GAP, span);
  }

  /// A string with gaps, and why there are gaps.
  static Value gapped(List<Value.Text> parts, Value.Unknown gap, Span span) {
    return new Value.Unknown(gap.why(), concatenate(parts, span));
  }

  /// A part of a string.
  static Value.Text slice(Value.Text text, int start, int end) {
    List<Fragment> fragments = new ArrayList<>();
    int at = 0;
    for (Fragment fragment : text.fragments()) {
      int length = fragment.text().length();
      int from = Math.max(start - at, 0);
      int to = Math.min(end - at, length);
      if (from < to) {
        fragments.add(
            from == 0 && to == length
                ? fragment
                : new Fragment(fragment.text().substring(from, to), place(fragment, from, to)));
      }
      at += length;
    }
    if (fragments.isEmpty()) {
      fragments.add(new Fragment("", text.fragments().getFirst().from()));
    }
    return new Value.Text(fragments);
  }

  private static Span place(Fragment fragment, int from, int to) {
    Span span = fragment.from();
    return fragment.literal()
        ? new Span(span.file(), span.start() + from, span.start() + to)
        : span;
  }

  /// Strings one after another.
  static Value.Text concatenate(List<Value.Text> parts, Span whole) {
    List<Fragment> fragments = new ArrayList<>();
    for (Value.Text part : parts) {
      for (Fragment fragment : part.fragments()) {
        if (!fragment.text().isEmpty()) {
          fragments.add(fragment);
        }
      }
    }
    if (fragments.isEmpty()) {
      fragments.add(new Fragment("", whole));
    }
    return new Value.Text(fragments);
  }

  static Value.Text join(Value.Text separator, List<Value.Text> parts, Span whole) {
    List<Value.Text> all = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        all.add(separator);
      }
      all.add(parts.get(i));
    }
    return concatenate(all, whole);
  }

  static Value.Text strip(Value.Text text, String characters, boolean left, boolean right) {
    String all = text.text();
    int start = 0;
    int end = all.length();
    while (left && start < end && isOneOf(all.charAt(start), characters)) {
      start++;
    }
    while (right && end > start && isOneOf(all.charAt(end - 1), characters)) {
      end--;
    }
    return slice(text, start, end);
  }

  private static boolean isOneOf(char character, String characters) {
    return characters.isEmpty()
        ? Character.isWhitespace(character)
        : characters.indexOf(character) >= 0;
  }

  static List<Value.Text> split(Value.Text text, String separator, int limit) {
    String all = text.text();
    List<Value.Text> parts = new ArrayList<>();
    int at = 0;
    int found = all.indexOf(separator);
    while (found >= 0 && (limit < 0 || parts.size() < limit)) {
      parts.add(slice(text, at, found));
      at = found + separator.length();
      found = all.indexOf(separator, at);
    }
    parts.add(slice(text, at, all.length()));
    return parts;
  }

  /// The words between runs of white space.
  static List<Value.Text> words(Value.Text text) {
    String all = text.text();
    List<Value.Text> parts = new ArrayList<>();
    int at = 0;
    while (at < all.length()) {
      if (Character.isWhitespace(all.charAt(at))) {
        at++;
        continue;
      }
      int end = at;
      while (end < all.length() && !Character.isWhitespace(all.charAt(end))) {
        end++;
      }
      parts.add(slice(text, at, end));
      at = end;
    }
    return parts;
  }

  static List<Value.Text> lines(Value.Text text, boolean keepEnds) {
    String all = text.text();
    List<Value.Text> parts = new ArrayList<>();
    int at = 0;
    while (at < all.length()) {
      int end = all.indexOf('\n', at);
      int next = end < 0 ? all.length() : end + 1;
      int stop = keepEnds || end < 0 ? next : end;
      parts.add(slice(text, at, stop));
      at = next;
    }
    return parts;
  }

  static Value.Text replace(Value.Text text, String old, Value.Text by, Span whole) {
    return old.isEmpty() ? text : join(by, split(text, old, -1), whole);
  }

  /// Other characters at the same places; used where the length stays.
  static Value.Text mapped(Value.Text text, String other, Span whole) {
    if (other.length() != text.text().length()) {
      return Value.Text.of(other, whole);
    }
    List<Fragment> fragments = new ArrayList<>();
    int at = 0;
    for (Fragment fragment : text.fragments()) {
      int next = at + fragment.text().length();
      fragments.add(new Fragment(other.substring(at, next), fragment.from()));
      at = next;
    }
    return new Value.Text(fragments);
  }

  /// `textwrap.dedent`: takes the white space away that all lines begin with.
  static Value.Text dedent(Value.Text text, Span whole) {
    List<Value.Text> lines = lines(text, true);
    String common = null;
    for (Value.Text line : lines) {
      String written = line.text();
      if (written.isBlank()) {
        continue;
      }
      int indent = 0;
      while (written.charAt(indent) == ' ' || written.charAt(indent) == '\t') {
        indent++;
      }
      String here = written.substring(0, indent);
      common = common == null ? here : shared(common, here);
    }
    int cut = common == null ? 0 : common.length();
    List<Value.Text> cutLines = new ArrayList<>();
    for (Value.Text line : lines) {
      String written = line.text();
      boolean blank = written.isBlank();
      int end = written.length();
      int start = blank ? (written.endsWith("\n") ? end - 1 : end) : cut;
      cutLines.add(slice(line, start, end));
    }
    return concatenate(cutLines, whole);
  }

  private static String shared(String one, String other) {
    int length = 0;
    while (length < one.length()
        && length < other.length()
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return one.substring(0, length);
  }
}
