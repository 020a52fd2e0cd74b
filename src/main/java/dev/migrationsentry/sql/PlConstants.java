package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Works out commands of EXECUTE that are constant: strings, their concatenations, and `format`,
/// `quote_ident` and `quote_literal` of constants. Each character keeps its place in the file.
final class PlConstants {
  private final PlParser parser;

  PlConstants(PlParser parser) {
    this.parser = parser;
  }

  /// A constant string, and where each character of it stands in the file.
  private static final class Text {
    private final String value;

    // One more than characters: the last is where the string ends.
    private final int[] places;

    Text(String value, int[] places) {
      this.value = value;
      this.places = places;
    }

    Text append(Text next) {
      int[] joined = Arrays.copyOf(places, value.length() + next.places.length);
      System.arraycopy(next.places, 0, joined, value.length(), next.places.length);
      return new Text(value + next.value, joined);
    }

    /// Text that stands for this one, as a whole.
    Text replaced(String other) {
      int[] all = new int[other.length() + 1];
      Arrays.fill(all, places[0]);
      all[other.length()] = places[value.length()];
      return new Text(other, all);
    }
  }

  /// The statements of a constant command, or null when it is not constant.
  ///
  /// @param start the first token of the expression
  /// @param end the token behind the last one
  @Nullable List<Statement> statements(int start, int end) {
    if (!mayBeConstant(start, end)) {
      return null;
    }
    Cursor cursor = parser.fragments.over(start, end).cursor;
    Text command = concatenation(cursor, new Names(cursor));
    if (command == null || !cursor.isKind(Tokens.END)) {
      return null;
    }
    SourceText text =
        new SourceText(
            parser.source.file(), command.value, command.places, parser.source.level() + 1);
    return text.tooDeep() ? null : SqlReader.read(text);
  }

  private boolean mayBeConstant(int start, int end) {
    for (int token = start; token < end; token++) {
      if (parser.tokens.kind(token) == Tokens.STRING
          || parser.tokens.kind(token) == Tokens.ESCAPE_STRING
          || parser.tokens.kind(token) == Tokens.DOLLAR_STRING) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Text concatenation(Cursor cursor, Names names) {
    Text text = term(cursor, names);
    while (text != null && cursor.isOperator("||")) {
      cursor.advance();
      Text next = term(cursor, names);
      text = next == null ? null : text.append(next);
    }
    return text;
  }

  private @Nullable Text term(Cursor cursor, Names names) {
    Text text = value(cursor, names);
    while (text != null && cursor.isKind(Tokens.TYPE_CAST)) {
      cursor.advance();
      if (!cursor.acceptWord("text") && !cursor.acceptWord("varchar")) {
        return null;
      }
    }
    return text;
  }

  private @Nullable Text value(Cursor cursor, Names names) {
    if (names.isString() && !cursor.isKind(Tokens.PLACEHOLDER)) {
      SourceText string = names.embeddedString();
      int[] places = new int[string.text().length() + 1];
      for (int i = 0; i < places.length; i++) {
        places[i] = string.offset(i);
      }
      return new Text(string.text(), places);
    }
    if (cursor.isKind(Tokens.INTEGER)) {
      int start = cursor.position();
      String digits = names.number();
      int from = cursor.span(start).start();
      int[] places = new int[digits.length() + 1];
      Arrays.fill(places, from);
      places[digits.length()] = cursor.span(start).end();
      return new Text(digits, places);
    }
    if (cursor.accept('(')) {
      Text inside = concatenation(cursor, names);
      return inside != null && cursor.accept(')') ? inside : null;
    }
    return cursor.kind(1) == '(' ? call(cursor, names) : null;
  }

  private @Nullable Text call(Cursor cursor, Names names) {
    String function = cursor.lowerText();
    cursor.advance();
    cursor.advance();
    List<Text> arguments = new ArrayList<>(2);
    do {
      Text argument = concatenation(cursor, names);
      if (argument == null) {
        return null;
      }
      arguments.add(argument);
    } while (cursor.accept(','));
    if (!cursor.accept(')')) {
      return null;
    }
    Text first = arguments.getFirst();
    return switch (function) {
      case "quote_ident" -> arguments.size() == 1 ? quoteIdentifier(first) : null;
      case "quote_literal" -> arguments.size() == 1 ? quoteLiteral(first) : null;
      case "concat" -> arguments.stream().reduce(Text::append).orElse(null);
      case "format" -> format(first, arguments.subList(1, arguments.size()));
      default -> null;
    };
  }

  /// `format` with the placeholders `%s`, `%I`, `%L`, with or without a position (manual, section
  /// 9.4.1); null when there are others or too few arguments.
  private static @Nullable Text format(Text format, List<Text> arguments) {
    String pattern = format.value;
    Text result = format.replaced("");
    int next = 0;
    int at = 0;
    while (at < pattern.length()) {
      int percent = pattern.indexOf('%', at);
      int stop = percent < 0 ? pattern.length() : percent;
      result = result.append(slice(format, at, stop));
      if (percent < 0) {
        break;
      }
      int kind = percent + 1;
      int position = 0;
      while (kind < pattern.length() && Characters.isDigit(pattern.charAt(kind))) {
        position = Math.min(position * 10 + pattern.charAt(kind) - '0', 1000);
        kind++;
      }
      boolean positioned = kind > percent + 1;
      if (positioned) {
        if (kind >= pattern.length() || pattern.charAt(kind) != '$') {
          return null;
        }
        kind++;
        next = position - 1;
      }
      if (kind >= pattern.length()) {
        return null;
      }
      char type = pattern.charAt(kind);
      if (type == '%' && !positioned) {
        result = result.append(slice(format, kind, kind + 1));
      } else {
        Text formatted =
            next < 0 || next >= arguments.size() ? null : formatted(type, arguments.get(next));
        if (formatted == null) {
          return null;
        }
        // The argument may stand anywhere: only the placeholder's place keeps the order.
        result = result.append(slice(format, percent, kind + 1).replaced(formatted.value));
        next++;
      }
      at = kind + 1;
    }
    return result;
  }

  private static Text slice(Text text, int start, int end) {
    return new Text(
        text.value.substring(start, end), Arrays.copyOfRange(text.places, start, end + 1));
  }

  private static @Nullable Text formatted(char type, Text argument) {
    return switch (type) {
      case 's' -> argument;
      case 'I' -> quoteIdentifier(argument);
      case 'L' -> quoteLiteral(argument);
      default -> null;
    };
  }

  private static Text quoteIdentifier(Text name) {
    String value = name.value;
    boolean plain = !value.isEmpty() && !Characters.isDigit(value.charAt(0));
    for (int i = 0; plain && i < value.length(); i++) {
      char c = value.charAt(i);
      plain = (c >= 'a' && c <= 'z') || c == '_' || Characters.isDigit(c);
    }
    int keyword = plain ? Keywords.find(value, 0, value.length()) : 0;
    if (plain && (keyword == 0 || Keywords.category(keyword) == Keywords.Category.UNRESERVED)) {
      return name;
    }
    return name.replaced("\"" + value.replace("\"", "\"\"") + "\"");
  }

  private static Text quoteLiteral(Text literal) {
    String value = literal.value;
    String quoted = "'" + value.replace("'", "''") + "'";
    return literal.replaced(value.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\"));
  }
}
