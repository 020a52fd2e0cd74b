package dev.migrationsentry.rule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The Markdown page of a rule: documentation and test at once.
///
/// @param text the whole page
public record RulePage(String text) {
  /// The page of a rule.
  ///
  /// @throws IllegalStateException when the rule has none: a fault of the build, which a test finds
  public static RulePage of(Rule rule) {
    String name = rule.id() + ".md";
    try (InputStream page = RulePage.class.getResourceAsStream(name)) {
      if (page == null) {
        throw new IllegalStateException("rule " + rule.id() + " has no page " + name);
      }
      return new RulePage(new String(page.readAllBytes(), StandardCharsets.UTF_8));
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
