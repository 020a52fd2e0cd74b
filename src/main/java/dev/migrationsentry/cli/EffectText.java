package dev.migrationsentry.cli;

import dev.migrationsentry.ledger.ChangedStatement;
import dev.migrationsentry.ledger.EditEffect;
import dev.migrationsentry.schema.Difference;
import java.util.ArrayList;
import java.util.List;

/// What an edit changed, for people.
final class EffectText {
  private static final int MOST = 8;
  private static final int WIDTH = 100;

  private EffectText() {}

  /// The statements, then the resulting schema, then production.
  static List<String> lines(EditEffect effect) {
    List<String> lines = new ArrayList<>();
    List<ChangedStatement> statements = effect.statements();
    statements.stream()
        .limit(MOST)
        .forEach(one -> lines.add((one.added() ? "+ " : "- ") + one.shown(WIDTH)));
    rest(lines, statements.size());
    if (effect.otherwise() != null) {
      lines.add(effect.otherwise());
    }
    if (effect.isNothing()) {
      lines.add("it sends the same statements");
      return lines;
    }
    String uncertain = effect.uncertain();
    if (uncertain != null) {
      lines.add("the resulting schema is not certain: " + uncertain);
    }
    if (!effect.changesSchema()) {
      if (uncertain == null) {
        lines.add("the resulting schema is the same");
      }
    } else {
      List<String> changes = new ArrayList<>();
      effect.schema().forEach(one -> changes.add("resulting schema: " + change(one)));
      effect.expressions().forEach(one -> changes.add("resulting schema: " + change(one)));
      lines.addAll(changes.subList(0, Math.min(MOST, changes.size())));
      rest(lines, changes.size());
    }
    effect.unseen().stream().limit(MOST).forEach(lines::add);
    rest(lines, effect.unseen().size());
    lines.add(effect.inProduction());
    effect.production().stream().limit(MOST).forEach(one -> lines.add("  " + production(one)));
    rest(lines, effect.production().size());
    return lines;
  }

  private static void rest(List<String> lines, int all) {
    if (all > MOST) {
      lines.add("… and " + (all - MOST) + " more");
    }
  }

  /// What a version makes, and the other one not.
  static String change(Difference difference) {
    return switch (difference.kind()) {
      case MISSING -> "with " + difference.expected();
      case BEYOND -> "without " + difference.actual();
      case DIFFERENT -> difference.expected() + ", before " + difference.actual();
    };
  }

  private static String change(EditEffect.ChangedText text) {
    String today = text.today();
    String applied = text.applied();
    if (today == null) {
      return "without " + text.object() + ": " + shown(String.valueOf(applied));
    }
    return applied == null
        ? "with " + text.object() + ": " + shown(today)
        : text.object() + ": " + shown(today) + ", before " + shown(applied);
  }

  private static String shown(String text) {
    String line = String.join(" ", text.lines().map(String::strip).toList());
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…";
  }

  /// How production differs from the result.
  static String production(Difference difference) {
    return switch (difference.kind()) {
      case MISSING -> "missing: " + difference.expected();
      case BEYOND -> "still there: " + difference.actual();
      case DIFFERENT -> "different: " + difference.actual();
    };
  }
}
