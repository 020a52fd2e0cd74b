package dev.migrationsentry.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lines in which hosts and CI services say which commit they deploy. The words are those of the
/// services' own logs and of the variables that they document.
final class CommitMarkers {
  private static final int SHORTEST = 7;
  private static final int LONGEST = 40;

  /// What stands right before the name of a commit, or before `=`, `:`, quotes and blanks and then
  /// the name.
  private static final List<String> WORDS =
      List.of(
          "Checking out commit", // Render
          "HEAD is now at", // git checkout: GitHub Actions, GitLab, Jenkins
          "Checking out Revision", // Jenkins
          ", Commit:", // Vercel: (Branch: main, Commit: 1a2b3c4)
          "Source-Version", // Heroku
          "GITHUB_SHA",
          "RENDER_GIT_COMMIT",
          "RAILWAY_GIT_COMMIT_SHA",
          "VERCEL_GIT_COMMIT_SHA",
          "HEROKU_SLUG_COMMIT",
          "HEROKU_BUILD_COMMIT",
          "SOURCE_VERSION",
          "CI_COMMIT_SHA",
          "CIRCLE_SHA1",
          "BITBUCKET_COMMIT",
          "BUILD_SOURCEVERSION",
          "GIT_COMMIT",
          "COMMIT_SHA",
          "COMMIT_REF");

  /// GitLab writes the name before its branch, Heroku between two words.
  private static final List<String> FRAMED = List.of("Checking out ", "Deploy ");

  private CommitMarkers() {}

  /// Texts one of which every marker holds.
  static List<String> anchors() {
    return List.of(
        "Checking out ",
        "HEAD is now at",
        ", Commit:",
        "Source-Version",
        "SOURCE_VERSION",
        "_SHA",
        "GIT_COMMIT",
        "SLUG_COMMIT",
        "BUILD_COMMIT",
        "BITBUCKET_COMMIT",
        "SOURCEVERSION",
        "CIRCLE_SHA1",
        "COMMIT_REF",
        "Deploy ");
  }

  /// The commit that a line names, or null.
  static @Nullable String in(String text) {
    for (String word : WORDS) {
      int at = text.indexOf(word);
      String found = at < 0 ? null : name(text, at + word.length());
      if (found != null) {
        return found;
      }
    }
    for (String word : FRAMED) {
      int at = text.indexOf(word);
      String found = at < 0 ? null : name(text, at + word.length());
      if (found != null) {
        String rest = text.substring(text.indexOf(found, at) + found.length());
        if (rest.startsWith(" as ") || rest.startsWith(" by ") || rest.startsWith("...")) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable String name(String text, int from) {
    int start = from;
    while (start < text.length() && " =:'\"".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    boolean digit = false;
    while (end < text.length() && Character.digit(text.charAt(end), 16) >= 0) {
      digit |= Character.isDigit(text.charAt(end));
      end++;
    }
    boolean whole = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
    int length = end - start;
    // Of seven letters alone "defaced" is a word, too.
    return whole && length >= SHORTEST && length <= LONGEST && (digit || length == LONGEST)
        ? text.substring(start, end)
        : null;
  }
}
