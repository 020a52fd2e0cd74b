package dev.migrationsentry.cause;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The Markdown page of a class of failures: documentation and test at once.
///
/// @param text the whole page
public record CausePage(String text) {
  /// The page of a class.
  ///
  /// @throws IllegalStateException when it has none: a fault of the build, which a test finds
  public static CausePage of(Explainer explainer) {
    String name = explainer.id() + ".md";
    try (InputStream page = CausePage.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException("cause " + explainer.id() + " has no page " + name);
      }
      return new CausePage(new String(page.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The heading, without its mark.
  public String title() {
    String first = text.lines().findFirst().orElse("");
    return first.startsWith("# ") ? first.substring(2) : first;
  }
}
