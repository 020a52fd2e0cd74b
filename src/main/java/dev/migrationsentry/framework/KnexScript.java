package dev.migrationsentry.framework;

import dev.migrationsentry.migration.TransactionMode;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads those programs of Knex that do nothing but send SQL which stands there as it is: functions
/// `up` and `down` with calls `knex.raw('…')` or `knex.schema.raw('…')` one after the other. A
/// single word more, and the program is not understood.
final class KnexScript {
  /// A word, a sign or a text in quotes.
  ///
  /// @param text the word or the sign; empty for a text in quotes
  /// @param literal what stands between the quotes, or null
  /// @param place where it stands
  private record Token(String text, @Nullable Span literal, Span place) {}

  private final SourceFile file;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private @Nullable List<Span> up;
  private List<Span> down = List.of();
  private @Nullable Span outside;
  private boolean understood = true;

  private KnexScript(SourceFile file) {
    this.file = file;
  }

  /// The texts that a program sends, or null when it is not understood.
  static @Nullable Sections sections(SourceFile file) {
    KnexScript script = new KnexScript(file);
    if (!script.cut() || !script.program()) {
      return null;
    }
    List<Span> up = script.up;
    return up == null
        ? null
        : new Sections(
            up,
            script.down,
            script.outside == null
                ? null
                : up.size() == 1 ? TransactionMode.IMPLICIT_STRING : TransactionMode.PER_STATEMENT,
            script.outside,
            List.of(),
            List.of());
  }

  /// Cuts the text into words, signs and texts in quotes. False where one has no end, or holds more
  /// than letters: escapes, places for values, question marks, which Knex replaces.
  private boolean cut() {
    String text = file.text();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        i++;
      } else if (text.startsWith("//", i)) {
        int end = text.indexOf('\n', i);
        i = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", i)) {
        int end = text.indexOf("*/", i);
        if (end < 0) {
          return false;
        }
        i = end + 2;
      } else if (c == '\'' || c == '"' || c == '`') {
        int end = text.indexOf(c, i + 1);
        if (end < 0) {
          return false;
        }
        String inside = text.substring(i + 1, end);
        if (inside.indexOf('\\') >= 0
            || inside.indexOf('?') >= 0
            || inside.contains("${")
            || (c != '`' && inside.indexOf('\n') >= 0)) {
          return false;
        }
        tokens.add(new Token("", file.span(i + 1, end), file.span(i, end + 1)));
        i = end + 1;
      } else {
        int end = i + 1;
        if (Character.isJavaIdentifierStart(c)) {
          while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
          }
        } else if (text.startsWith("=>", i)) {
          end++;
        }
        tokens.add(new Token(text.substring(i, end), null, file.span(i, end)));
        i = end;
      }
    }
    return true;
  }

  private boolean program() {
    while (understood && at < tokens.size()) {
      if (accept(";") || useStrict() || imports()) {
        continue;
      }
      part();
    }
    return understood;
  }

  private boolean useStrict() {
    Span literal = literal(at);
    boolean strict = literal != null && literal.text().equals("use strict");
    at += strict ? 1 : 0;
    return strict;
  }

  /// `import type { Knex } from 'knex'`: what is imported is used by name only.
  private boolean imports() {
    if (!word(at).equals("import")) {
      return false;
    }
    while (at < tokens.size() && literal(at) == null && !word(at).equals(";")) {
      understood &= !word(at).equals("(");
      at++;
    }
    at++;
    return true;
  }

  /// `exports.up = …`, `export const up = …` or `export async function up(…)`.
  private void part() {
    String name;
    boolean function = false;
    if (accept("export")) {
      if (accept("const")) {
        name = next();
        expect("=");
      } else {
        accept("async");
        expect("function");
        name = next();
        function = true;
      }
    } else {
      if (accept("module")) {
        expect(".");
      }
      expect("exports");
      expect(".");
      name = next();
      expect("=");
    }
    switch (name) {
      case "up" -> up = body(function);
      case "down" -> down = body(function);
      case "config" -> config();
      default -> understood = false;
    }
  }

  /// `{ transaction: false }`.
  private void config() {
    expect("{");
    expect("transaction");
    expect(":");
    if (accept("false")) {
      outside = tokens.get(at - 1).place();
    } else {
      expect("true");
    }
    accept(",");
    expect("}");
  }

  private List<Span> body(boolean begun) {
    boolean arrow = false;
    if (!begun) {
      accept("async");
      arrow = !accept("function");
      if (!arrow && !word(at).equals("(")) {
        next();
      }
    }
    String connection = parameter(arrow);
    if (accept(":")) {
      while (understood && at < tokens.size() && !word(at).equals("{") && !word(at).equals("=>")) {
        at++;
      }
    }
    if (arrow) {
      expect("=>");
    }
    List<Span> texts = new ArrayList<>();
    if (arrow && !word(at).equals("{")) {
      accept("await");
      calls(connection, texts);
      return texts;
    }
    expect("{");
    while (understood && !accept("}")) {
      if (accept(";")) {
        continue;
      }
      // A promise that nobody waits for is sent, or not, after the transaction has ended.
      boolean last = accept("return");
      understood &= accept("await") || last;
      calls(connection, texts);
      if (last) {
        accept(";");
        understood &= word(at).equals("}");
      }
    }
    return texts;
  }

  /// The name of the only parameter: `(knex)`, `(knex: Knex)`, `knex`.
  private String parameter(boolean arrow) {
    if (arrow && !word(at).equals("(")) {
      return next();
    }
    expect("(");
    if (accept(")")) {
      return "";
    }
    String name = next();
    while (understood && !accept(")")) {
      understood &= at < tokens.size() && !word(at).equals(",") && !word(at).equals("(");
      at++;
    }
    return name;
  }

  /// `knex.schema.raw('…').raw('…')`.
  private void calls(String connection, List<Span> texts) {
    expect(connection);
    expect(".");
    boolean schema = accept("schema");
    if (schema) {
      expect(".");
    }
    raw(texts);
    while (understood && schema && accept(".")) {
      raw(texts);
    }
  }

  private void raw(List<Span> texts) {
    expect("raw");
    expect("(");
    Span literal = literal(at);
    if (literal == null) {
      understood = false;
      return;
    }
    texts.add(literal);
    at++;
    accept(",");
    expect(")");
  }

  private @Nullable Span literal(int index) {
    return index < tokens.size() ? tokens.get(index).literal() : null;
  }

  private String word(int index) {
    return index < tokens.size() ? tokens.get(index).text() : "";
  }

  private String next() {
    String word = word(at);
    understood &= !word.isEmpty() && Character.isJavaIdentifierStart(word.charAt(0));
    at++;
    return word;
  }

  private boolean accept(String text) {
    boolean there = word(at).equals(text);
    at += there ? 1 : 0;
    return there;
  }

  private void expect(String text) {
    understood &= !text.isEmpty() && accept(text);
  }
}
