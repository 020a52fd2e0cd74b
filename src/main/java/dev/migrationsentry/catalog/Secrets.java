package dev.migrationsentry.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Takes known secrets out of texts that others wrote, in whatever way they are written: as they
/// are, percent-encoded wholly or in part (RFC 3986, section 2.1), or with backslashes. All other
/// text stays as it is.
///
/// A secret that is a common word, or the name of the role or the database as well, would be found
/// in texts that give nothing away; it is hidden only where a URL or a setting has a password.
public final class Secrets {
  private static final String HIDDEN = "***";

  /// From this length on a secret is found inside of words too.
  private static final int LONG = 8;

  /// A shorter one stands in too many texts by chance.
  private static final int SHORTEST = 3;

  /// What stands before a password in a setting.
  private static final List<String> BEFORE =
      List.of(
          "password=", "password='", "password=\"", "password: ", "password:", "passwd=", "pwd=");

  private static final Set<String> COMMON =
      Set.of(
          "postgres",
          "postgresql",
          "password",
          "secret",
          "database",
          "public",
          "localhost",
          "admin",
          "user",
          "root",
          "test",
          "true",
          "false",
          "null");

  /// Names of variables whose values are secrets, by their ends.
  private static final List<String> NAMES =
      List.of(
          "PASSWORD", "PASSWD", "PASS", "SECRET", "SECRET_KEY", "TOKEN", "API_KEY", "PRIVATE_KEY");

  private final List<Secret> all;

  /// A secret.
  ///
  /// @param places where it is hidden
  private record Secret(String text, Places places) {}

  private enum Places {
    EVERYWHERE,
    WHOLE_WORDS,
    PASSWORDS
  }

  private Secrets(List<Secret> all) {
    this.all = List.copyOf(all);
  }

  /// Some secrets.
  ///
  /// @param open words that are no secrets, as the name of the role
  public static Secrets of(List<String> secrets, Set<String> open) {
    Set<String> known = new HashSet<>(COMMON);
    open.forEach(word -> known.add(word.toLowerCase(Locale.ROOT)));
    List<Secret> all = new ArrayList<>();
    for (String secret : secrets.stream().distinct().toList()) {
      if (!secret.isEmpty()) {
        all.add(new Secret(secret, places(secret, known)));
      }
    }
    // The longest first: one may stand within another.
    all.sort((one, other) -> other.text().length() - one.text().length());
    return new Secrets(all);
  }

  private static Places places(String secret, Set<String> open) {
    if (secret.length() < SHORTEST || open.contains(secret.toLowerCase(Locale.ROOT))) {
      return Places.PASSWORDS;
    }
    boolean word = secret.chars().allMatch(Character::isLetterOrDigit);
    return word && secret.length() < LONG ? Places.WHOLE_WORDS : Places.EVERYWHERE;
  }

  /// The passwords in the URLs that the variables of an environment hold, and the values of those
  /// that are named as secrets are.
  public static List<String> in(Map<String, String> environment) {
    List<String> secrets = new ArrayList<>();
    environment.forEach((name, value) -> {
      String upper = name.toUpperCase(Locale.ROOT);
      if (value.length() >= LONG && NAMES.stream().anyMatch(upper::endsWith)) {
        secrets.add(value);
      }
      String password = passwordOfUrl(value);
      if (password.length() >= SHORTEST) {
        secrets.add(password);
        secrets.add(decoded(password));
      }
    });
    return secrets;
  }

  /// The password of a URL as it is written there; the last `@` before the path ends it, since
  /// people do not encode.
  private static String passwordOfUrl(String url) {
    int start = url.indexOf("://");
    int end = url.lastIndexOf('@');
    int colon = start < 0 ? -1 : url.indexOf(':', start + 3);
    return colon >= 0 && end > colon ? url.substring(colon + 1, end) : "";
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }

  /// A text without them.
  public String redact(String text) {
    String clean = text;
    for (Secret secret : all) {
      clean = redact(clean, secret);
    }
    return clean;
  }

  private static String redact(String text, Secret secret) {
    StringBuilder clean = null;
    int kept = 0;
    int at = 0;
    while (at < text.length()) {
      int end = match(text, at, secret.text(), 0);
      if (end > at && isAt(secret.places(), text, at, end)) {
        clean = clean == null ? new StringBuilder(text.length()) : clean;
        clean.append(text, kept, at).append(HIDDEN);
        kept = end;
        at = end;
      } else {
        at++;
      }
    }
    return clean == null ? text : clean.append(text, kept, text.length()).toString();
  }

  private static boolean isAt(Places places, String text, int start, int end) {
    return switch (places) {
      case EVERYWHERE -> true;
      case WHOLE_WORDS ->
          (start == 0
                  || !Character.isLetterOrDigit(text.charAt(start - 1))
                  || isPassword(text, start, end))
              && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
      case PASSWORDS -> isPassword(text, start, end);
    };
  }

  private static boolean isPassword(String text, int start, int end) {
    if (start > 0
        && text.charAt(start - 1) == ':'
        && end < text.length()
        && text.charAt(end) == '@') {
      return true;
    }
    String before = text.substring(Math.max(0, start - 12), start).toLowerCase(Locale.ROOT);
    return BEFORE.stream().anyMatch(before::endsWith)
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  /// Where a secret ends that begins at a place of a text, or -1 where it does not stand there.
  ///
  /// @param from how much of the secret was found already
  private static int match(String text, int at, String secret, int from) {
    if (from == secret.length()) {
      return at;
    }
    if (at >= text.length()) {
      return -1;
    }
    int letter = secret.codePointAt(from);
    int next = from + Character.charCount(letter);
    char here = text.charAt(at);
    if (here == '%') {
      String encoded = encoded(letter);
      if (text.regionMatches(true, at, encoded, 0, encoded.length())) {
        int end = match(text, at + encoded.length(), secret, next);
        if (end >= 0) {
          return end;
        }
      }
    }
    if (text.codePointAt(at) == letter) {
      int end = match(text, at + Character.charCount(letter), secret, next);
      if (end >= 0) {
        return end;
      }
    }
    boolean escaped = here == '\\' || (here == '\'' && letter == '\'');
    if (escaped && at + 1 < text.length() && text.codePointAt(at + 1) == letter) {
      return match(text, at + 1 + Character.charCount(letter), secret, next);
    }
    return here == '+' && letter == ' ' ? match(text, at + 1, secret, next) : -1;
  }

  private static String encoded(int letter) {
    StringBuilder encoded = new StringBuilder();
    for (byte one : Character.toString(letter).getBytes(StandardCharsets.UTF_8)) {
      encoded.append(String.format("%%%02X", one));
    }
    return encoded.toString();
  }
}
