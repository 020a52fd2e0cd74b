package dev.migrationsentry.configuration;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a misspelt word was probably meant to be.
public final class Nearest {
  private Nearest() {}

  /// The known word that is nearest to another one, whatever the case of its letters, or null when
  /// none is near.
  public static @Nullable String to(String asked, Collection<String> known) {
    String word = asked.strip().toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String one : known) {
      // Comparing takes time in proportion to the product of both lengths.
      if (Math.abs(one.length() - word.length()) <= one.length() / 2) {
        int distance = distance(word, one.toLowerCase(Locale.ROOT));
        if (distance <= one.length() / 2 && distance < least) {
          nearest = one;
          least = distance;
        }
      }
    }
    return nearest;
  }

  /// A question for people, with a blank in front: ` Did you mean check?`; empty when nothing is
  /// near.
  public static String question(String asked, Collection<String> known) {
    String nearest = to(asked, known);
    return nearest == null ? "" : " Did you mean " + nearest + "?";
  }

  /// How many letters have to be changed, added, left out or swapped with the next one (the optimal
  /// string alignment distance).
  private static int distance(String one, String two) {
    int[][] distances = new int[one.length() + 1][two.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= two.length(); j++) {
        if (i == 0 || j == 0) {
          distances[i][j] = i + j;
          continue;
        }
        boolean same = one.charAt(i - 1) == two.charAt(j - 1);
        int least =
            Math.min(
                distances[i - 1][j - 1] + (same ? 0 : 1),
                1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && one.charAt(i - 1) == two.charAt(j - 2)
                && one.charAt(i - 2) == two.charAt(j - 1);
        distances[i][j] = swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
      }
    }
    return distances[one.length()][two.length()];
  }
}
