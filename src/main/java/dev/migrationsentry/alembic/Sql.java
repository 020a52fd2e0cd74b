package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Fragment;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Puts a statement together from words that a library adds and from texts of the Python file.
final class Sql {
  private final Span at;
  private final List<Fragment> fragments = new ArrayList<>();

  /// @param at the call that the added words stand for
  Sql(Span at) {
    this.at = at;
  }

  /// Adds words of the library.
  Sql words(String words) {
    if (!words.isEmpty()) {
      fragments.add(new Fragment(words, at));
    }
    return this;
  }

  /// Adds a text with its own places.
  Sql text(Value.Text text) {
    fragments.addAll(text.fragments());
    return this;
  }

  /// Adds texts with words between them.
  Sql joined(String between, List<Value.Text> texts) {
    for (int i = 0; i < texts.size(); i++) {
      words(i == 0 ? "" : between).text(texts.get(i));
    }
    return this;
  }

  /// The whole text.
  Value.Text text() {
    return new Value.Text(fragments);
  }

  /// Words of the library alone.
  static Value.Text words(String words, Span at) {
    return Value.Text.of(words, at);
  }

  /// A text as a string literal, as SQLAlchemy writes it with standard_conforming_strings on.
  static Value.Text literal(Value.Text text, Span at) {
    return new Sql(at)
        .words("'")
        .text(map(text, part -> part.replace("'", "''")))
        .words("'")
        .text();
  }

  /// A text with every part changed.
  static Value.Text map(Value.Text text, UnaryOperator<String> change) {
    List<Fragment> changed = new ArrayList<>();
    for (Fragment fragment : text.fragments()) {
      String to = change.apply(fragment.text());
      changed.add(to.equals(fragment.text()) ? fragment : new Fragment(to, fragment.from()));
    }
    return new Value.Text(changed);
  }

  /// A part of a text, with its places.
  ///
  /// @param start the first index
  /// @param end the index after the last one
  static Value.Text part(Value.Text text, int start, int end) {
    List<Fragment> parts = new ArrayList<>();
    int at = 0;
    for (Fragment fragment : text.fragments()) {
      int from = Math.max(start, at) - at;
      int to = Math.min(end, at + fragment.text().length()) - at;
      if (from < to) {
        Span place = fragment.from();
        parts.add(
            new Fragment(
                fragment.text().substring(from, to),
                fragment.literal()
                    ? place.file().span(place.start() + from, place.start() + to)
                    : place));
      }
      at += fragment.text().length();
    }
    return new Value.Text(parts);
  }
}
