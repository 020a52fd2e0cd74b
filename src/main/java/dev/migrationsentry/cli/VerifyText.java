package dev.migrationsentry.cli;

import dev.migrationsentry.ledger.Expressions;
import dev.migrationsentry.ledger.RequiredObject;
import dev.migrationsentry.ledger.Verification;
import dev.migrationsentry.schema.Difference;
import dev.migrationsentry.timeline.Introductions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of `verify` for people.
final class VerifyText {
  private static final int MOST_BEYOND = 20;
  private static final List<String> OPEN_ENDS =
      List.of(" where", " default", " using", " with check", " when");

  /// The letters of an expression that are shown, and how many of them stand before the place from
  /// which it differs.
  private static final int SHOWN = 200;

  private static final int BEFORE = 60;

  private final StringBuilder out = new StringBuilder();

  private VerifyText() {}

  /// @param database what people call it
  /// @param all whether all that comes from no migration is listed
  static String render(Verification verification, String database, boolean all) {
    VerifyText text = new VerifyText();
    verification.required().stream()
        .filter(one -> !one.present())
        .forEach(one -> text.line(one.sentence()));
    verification.wanting().forEach(text::wanting);
    verification.expressions().different().forEach(text::expression);
    text.beyond(verification.beyond(), all);
    text.notCompared(verification);
    text.line(summary(verification, database));
    return text.out.toString();
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private void wanting(Verification.Wanting wanting) {
    Difference difference = wanting.difference();
    if (difference.kind() == Difference.Kind.MISSING) {
      line("missing: " + shown(difference.expected()));
    } else {
      line("different: " + shown(difference.actual()));
      line("  expected: " + shown(difference.expected()));
    }
    madeBy(wanting.introduction());
  }

  /// A line of a description, in which a word stands for an expression.
  private static String shown(@Nullable String described) {
    String line = String.valueOf(described);
    return OPEN_ENDS.stream().anyMatch(line::endsWith) ? line + " …" : line;
  }

  private void madeBy(Introductions.@Nullable Introduction introduction) {
    if (introduction != null) {
      line("  made by " + introduction.span().file().path() + ":" + introduction.span().line());
    }
  }

  private void expression(Expressions.DifferentExpression different) {
    String actual = inOneLine(different.actual());
    String expected = inOneLine(different.expected());
    int same = sameStart(actual, expected);
    line("different: " + different.object() + ": " + shown(actual, same));
    line("  expected: " + shown(expected, same));
    madeBy(different.introduction());
  }

  private static String inOneLine(String text) {
    return String.join(" ", text.strip().split("\\s+", -1));
  }

  /// How many letters two texts begin with that are the same.
  private static int sameStart(String one, String two) {
    int at = 0;
    while (at < Math.min(one.length(), two.length()) && one.charAt(at) == two.charAt(at)) {
      at++;
    }
    return at;
  }

  /// A text, or what of it stands around the place from which it differs.
  private static String shown(String text, int differs) {
    if (text.length() <= SHOWN) {
      return text;
    }
    int start = Math.max(0, differs - BEFORE);
    int end = Math.min(text.length(), start + SHOWN);
    return (start > 0 ? "… " : "") + text.substring(start, end) + (end < text.length() ? " …" : "");
  }

  private void beyond(List<Difference> beyond, boolean all) {
    if (beyond.isEmpty()) {
      return;
    }
    line(
        beyond.size()
            + (beyond.size() == 1 ? " object comes" : " objects come")
            + " from no migration that has run (information only):");
    beyond.stream()
        .limit(all ? Long.MAX_VALUE : MOST_BEYOND)
        .forEach(one -> line("  " + shown(one.actual())));
    if (!all && beyond.size() > MOST_BEYOND) {
      line("  and " + (beyond.size() - MOST_BEYOND) + " more (--all)");
    }
  }

  private void notCompared(Verification verification) {
    String uncertain = verification.uncertain();
    if (uncertain != null) {
      line("Not all could be compared: " + uncertain + ".");
    }
    String why = verification.expressions().why();
    if (why != null) {
      line("Defaults, conditions and bodies were not compared: " + why + ".");
    }
  }

  private static String summary(Verification verification, String database) {
    int applied = verification.applied();
    int wanting = verification.wanting().size() + verification.expressions().different().size();
    StringBuilder summary = new StringBuilder(database).append(": ");
    summary.append(applied == 1 ? "1 migration has run; " : applied + " migrations have run; ");
    summary.append(
        wanting == 0
            ? "all that they make is there"
            : wanting + " of the objects that they make are missing or different");
    int compared = verification.expressions().compared();
    if (compared > 0) {
      summary.append(" (").append(compared).append(" expressions compared on a server)");
    }
    List<RequiredObject> required = verification.required();
    if (!required.isEmpty()) {
      long present = required.stream().filter(RequiredObject::present).count();
      summary.append("; required: ").append(present).append(" of ").append(required.size());
    }
    return summary.toString();
  }
}
