package dev.migrationsentry.framework;

import dev.migrationsentry.migration.History;
import dev.migrationsentry.migration.Ignored;
import dev.migrationsentry.migration.Migration;
import dev.migrationsentry.migration.Note;
import dev.migrationsentry.migration.Placeholder;
import dev.migrationsentry.migration.Script;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;
import org.jspecify.annotations.Nullable;

/// What was found in a project, as text for golden files.
final class DiscoveryText {
  private final StringBuilder out = new StringBuilder();

  private DiscoveryText() {}

  static String of(Discovery discovery, String root) {
    DiscoveryText text = new DiscoveryText();
    switch (discovery) {
      case Discovery.Found found -> {
        found.histories().forEach(text::history);
        for (LeftOut one : found.leftOut()) {
          text.line("left out: " + one.path() + " " + one.why());
        }
        if (!found.skipped().isEmpty()) {
          text.line("not looked into: " + String.join(", ", found.skipped()));
        }
      }
      case Discovery.Nothing nothing -> text.line(nothing.message().replace(nothing.where(), root));
    }
    return text.out.toString();
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void history(History history) {
    line("history " + history.path());
    line(
        "  runner "
            + history.framework()
            + (history.runner().assumed() ? " (assumed)" : "")
            + ", order "
            + history.runner().order()
            + ", "
            + history.runner().transaction()
            + (history.runner().schemas().isEmpty()
                ? ""
                : ", schemas " + history.runner().schemas())
            + ", heads "
            + history.heads());
    for (Migration migration : history.migrations()) {
      line(
          "  "
              + migration.id()
              + "  "
              + migration.file().path()
              + "  "
              + migration.kind()
              + " "
              + migration.version());
      if (migration.unreadable() != null) {
        line("    " + migration.unreadable());
        continue;
      }
      line("    " + migration.transaction() + (migration.inBlock() ? " in a block" : ""));
      if (migration.transactionMarker() != null) {
        line("    because of " + place(migration.transactionMarker()));
      }
      script("up", migration.up());
      script("down", migration.down());
    }
    for (Note note : history.notes()) {
      line("  " + note.kind() + " at " + note.where().getFirst() + ": " + note.text());
    }
    for (Ignored one : history.ignored()) {
      line("  ignored: " + one.path() + " " + one.why());
    }
  }

  private void script(String name, @Nullable Script script) {
    if (script == null) {
      return;
    }
    Span range = script.range();
    line(
        "    "
            + name
            + " "
            + script.file().path()
            + " "
            + range.start()
            + ".."
            + range.end()
            + ", line "
            + range.line());
    for (Statement statement : script.statements()) {
      String why =
          statement instanceof Opaque opaque && opaque.failure() != null
              ? "  (refused: " + opaque.failure().message().lines().findFirst().orElse("") + ")"
              : "";
      line("      " + place(statement.span()) + why);
    }
    for (Placeholder placeholder : script.placeholders()) {
      line(
          "      placeholder "
              + placeholder.name()
              + " "
              + placeholder.kind()
              + " at "
              + placeholder.span()
              + (placeholder.value() == null ? "" : " = " + placeholder.value()));
    }
  }

  private static String place(Span span) {
    String text = span.text().replace("\r", "\\r").replace("\n", "\\n");
    return span.line() + ":" + span.column() + " " + text;
  }
}
