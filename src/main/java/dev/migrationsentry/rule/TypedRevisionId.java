package dev.migrationsentry.rule;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Reference;
import dev.migrationsentry.migration.Revision;
import dev.migrationsentry.migration.RevisionGraph;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// An id looks like a random one and was typed by a hand that runs along the keys.
public final class TypedRevisionId implements Rule.HistoryRule {
  /// Shorter ids are names or numbers by which people count.
  private static final int SHORTEST = 8;

  /// A pattern that repeats is no longer than this.
  private static final int PERIOD = 4;

  private static final List<String> ROWS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public Stream<Finding> check(History history) {
    RevisionGraph graph = history.graph();
    if (graph == null) {
      return Stream.empty();
    }
    Reference reference = history.reference();
    return graph.revisions().stream()
        .filter(revision -> reference == null || !reference.files().contains(revision.path()))
        .filter(revision -> isTyped(revision.id()))
        .map(this::finding);
  }

  /// Whether an id of letters and digits follows a simple pattern: `a1b2c3d4e5f6`, `0123456789ab`,
  /// `aaaaaaaaaaaa`, `abc123abc123`, `qwertyuiop`.
  static boolean isTyped(String id) {
    String text = id.toLowerCase(Locale.ROOT);
    if (text.length() < SHORTEST || !isPlain(text)) {
      return false;
    }
    return repeats(text) || runs(text, 1) || runs(text, 2) || isOnTheKeyboard(text);
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (kind(text.charAt(i)) == 0) {
        return false;
      }
    }
    return true;
  }

  /// The number of characters of a character's kind, in a circle: 10 digits, 6 letters as in
  /// hexadecimal numbers or 26 of the alphabet; 0 for others.
  private static int kind(char character) {
    return character >= '0' && character <= '9'
        ? 10
        : character >= 'a' && character <= 'f' ? 6 : character > 'f' && character <= 'z' ? 26 : 0;
  }

  /// The whole is one short text over and over.
  private static boolean repeats(String text) {
    for (int period = 1; period <= PERIOD && period * 3 <= text.length(); period++) {
      if (text.substring(period).equals(text.substring(0, text.length() - period))) {
        return true;
      }
    }
    return text.length() % 2 == 0
        && text.substring(text.length() / 2).equals(text.substring(0, text.length() / 2))
        && (runs(text.substring(text.length() / 2), 1) || text.length() / 2 <= PERIOD);
  }

  /// Characters count up or down, each one from the one so many places before it. With two places
  /// these are letters and digits in turn. Two breaks are allowed where one kind follows another.
  private static boolean runs(String text, int places) {
    int breaks = 0;
    int direction = 0;
    for (int i = places; i < text.length(); i++) {
      int step = step(text.charAt(i - places), text.charAt(i));
      if (step == 0 || (places == 2 && kind(text.charAt(i)) == kind(text.charAt(i - 1)))) {
        breaks++;
      } else if (direction == 0) {
        direction = step;
      } else if (step != direction) {
        breaks++;
      }
    }
    return direction != 0 && breaks <= (places == 1 ? 2 : 0);
  }

  /// 1 for the next character of the same kind, -1 for the one before it, 0 for others; `9` to `a`
  /// goes on as in hexadecimal numbers.
  private static int step(char from, char to) {
    int size = kind(from);
    if ((from == '9' && to == 'a') || (from == 'f' && to == 'g')) {
      return 1;
    }
    if ((from == 'a' && to == '9') || (from == 'g' && to == 'f')) {
      return -1;
    }
    if (size != kind(to)) {
      return 0;
    }
    int difference = Math.floorMod(to - from, size);
    return difference == 1 ? 1 : difference == size - 1 ? -1 : 0;
  }

  private static boolean isOnTheKeyboard(String text) {
    for (String row : ROWS) {
      if (row.startsWith(text) || text.startsWith(row)) {
        return true;
      }
    }
    return false;
  }

  private Finding finding(Revision revision) {
    return new Finding(
        id(),
        severity(),
        "",
        revision.where(),
        revision.title(),
        null,
        "The id " + revision.id() + " was typed and not drawn at random.",
        "The next one who types an id types the same one: of two files with one id Alembic runs only"
            + " one, with no more than a warning.",
        "Let \"alembic revision\" draw the id, or \"python -c 'import uuid;"
            + " print(uuid.uuid4().hex[-12:])'\". Leave it as it is where a database has run it.",
        List.of(),
        false);
  }
}
