package dev.migrationsentry.setup;

import org.jspecify.annotations.Nullable;

/// A file to write.
///
/// @param path relative to the project, with forward slashes
/// @param before its text now, or null when there is no such file
/// @param after its text then
/// @param says what it does, as a sentence's end
/// @param executable whether it is to be a program
public record Change(
    String path, @Nullable String before, String after, String says, boolean executable) {

  /// The change as people read it: the lines that go and come.
  public String shown() {
    StringBuilder shown = new StringBuilder();
    shown.append(before == null ? "new " : "edit ").append(path).append(": ").append(says);
    shown.append('\n');
    String old = before == null ? "" : before;
    int start = commonStart(old, after);
    start = old.lastIndexOf('\n', start - 1) + 1;
    int same = commonEnd(old, after, start);
    lines(shown, "  - ", old.substring(start, old.length() - same));
    lines(shown, "  + ", after.substring(start, after.length() - same));
    return shown.toString();
  }

  private static void lines(StringBuilder shown, String mark, String text) {
    text.lines().forEach(line -> shown.append(mark).append(line).append('\n'));
  }

  /// How many characters two texts have in common at their start.
  static int commonStart(String one, String other) {
    int length = Math.min(one.length(), other.length());
    int same = 0;
    while (same < length && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return same;
  }

  /// How many characters two texts have in common at their end, whole lines only.
  private static int commonEnd(String one, String other, int start) {
    int length = Math.min(one.length(), other.length()) - start;
    int same = 0;
    int whole = 0;
    while (same < length
        && one.charAt(one.length() - same - 1) == other.charAt(other.length() - same - 1)) {
      same++;
      if (same == length || one.charAt(one.length() - same - 1) == '\n') {
        whole = same;
      }
    }
    return whole;
  }
}
