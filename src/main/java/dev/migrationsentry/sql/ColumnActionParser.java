package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.AlterTable.Action;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `ALTER [COLUMN] name …` of ALTER TABLE.
final class ColumnActionParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  ColumnActionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// One action on a column, from ALTER on.
  Action alterColumn(int start) {
    cursor.expect("alter");
    cursor.accept("column");
    if (names.isInteger()) {
      return numbered(start);
    }
    Name column = names.colId();
    return switch (cursor.word()) {
      case "set" -> set(start, column);
      case "drop" -> drop(start, column);
      case "type" -> setType(start, column);
      case "add" -> {
        cursor.expect("add", "generated");
        boolean always = parser.constraints.generatedAlways();
        cursor.expect("as", "identity");
        List<Option> options = parser.sequences.parenthesizedOptions();
        yield new AlterTable.AddIdentity(column, always, options, cursor.span(start));
      }
      case "reset" -> {
        cursor.advance();
        yield property(start, column, "reset", parser.options.storageParameters());
      }
      case "restart" -> setIdentity(start, column);
      case "options" ->
          property(start, column, "foreign options", parser.options.alterForeignOptions());
      default -> throw cursor.error();
    };
  }

  private Action numbered(int start) {
    int token = cursor.position();
    int number = names.integer();
    Name column = new Name(Integer.toString(number), cursor.span(token));
    cursor.expect("set", "statistics");
    Option statistics = statistics(cursor.position());
    if (number <= 0 || number > Short.MAX_VALUE) {
      throw cursor.error("22023", "column number must be in range from 1 to 32767", token);
    }
    return property(start, column, "statistics", List.of(statistics));
  }

  private Action property(int start, Name column, String property, List<Option> options) {
    return new AlterTable.SetColumnProperty(column, property, options, cursor.span(start));
  }

  /// The value behind SET STATISTICS.
  Option statistics(int token) {
    String value = cursor.accept("default") ? "default" : Integer.toString(names.signedInteger());
    return new Option("statistics", value, cursor.span(token));
  }

  private Action set(int start, Name column) {
    if (cursor.isAt(1, "generated") || parser.sequences.isOption(1)) {
      return setIdentity(start, column);
    }
    cursor.expect("set");
    int token = cursor.position();
    return switch (cursor.word()) {
      case "default" -> {
        cursor.advance();
        Expression value = parser.expressions.expression();
        yield new AlterTable.SetDefault(column, value, cursor.span(start));
      }
      case "not" -> {
        cursor.expect("not", "null");
        yield new AlterTable.SetNotNull(column, true, cursor.span(start));
      }
      case "expression" -> {
        cursor.expect("expression", "as");
        cursor.expect('(');
        Expression value = parser.expressions.expression();
        cursor.expect(')');
        yield new AlterTable.SetExpression(column, value, false, cursor.span(start));
      }
      case "statistics" -> {
        cursor.advance();
        yield property(start, column, "statistics", List.of(statistics(token)));
      }
      case "storage", "compression" -> {
        String property = names.take().value();
        String value = parser.columns.nameOrDefault();
        Option option = new Option(property, value, cursor.span(token));
        yield property(start, column, property, List.of(option));
      }
      case "data" -> {
        cursor.advance();
        yield setType(start, column);
      }
      default -> property(start, column, "options", parser.options.storageParameters());
    };
  }

  private Action setType(int start, Name column) {
    cursor.expect("type");
    TypeName type = parser.types.typeName();
    QualifiedName collation = parser.columns.collation();
    @Nullable Expression using = cursor.accept("using") ? parser.expressions.expression() : null;
    return new AlterTable.SetType(
        column, type, collation, using, Behavior.RESTRICT, cursor.span(start));
  }

  private Action drop(int start, Name column) {
    cursor.expect("drop");
    return switch (cursor.expectAny("default", "not", "expression", "identity")) {
      case "default" -> new AlterTable.SetDefault(column, null, cursor.span(start));
      case "not" -> {
        cursor.expect("null");
        yield new AlterTable.SetNotNull(column, false, cursor.span(start));
      }
      case "expression" -> {
        boolean ifExists = cursor.acceptIfExistsOnly();
        yield new AlterTable.SetExpression(column, null, ifExists, cursor.span(start));
      }
      default -> {
        boolean ifExists = cursor.acceptIfExistsOnly();
        yield new AlterTable.DropIdentity(column, ifExists, cursor.span(start));
      }
    };
  }

  /// `SET GENERATED …`, `SET option`, `RESTART`: any number of them, without commas.
  private Action setIdentity(int start, Name column) {
    List<Option> options = new ArrayList<>(2);
    while (true) {
      int token = cursor.position();
      if (cursor.is("restart")) {
        options.add(parser.sequences.oneOption());
      } else if (cursor.accept("set", "generated")) {
        String when = parser.constraints.generatedAlways() ? "always" : "by default";
        options.add(new Option("generated", when, cursor.span(token)));
      } else if (cursor.accept("set")) {
        options.add(sequenceOption());
      } else {
        return new AlterTable.SetIdentity(column, options, cursor.span(start));
      }
    }
  }

  private Option sequenceOption() {
    int token = cursor.position();
    Option option = parser.sequences.oneOption();
    return switch (option.name()) {
      case "as", "restart" -> throw notHere(option.name(), token);
      case "owned by" -> throw notHere("owned_by", token);
      default -> option;
    };
  }

  private SyntaxException notHere(String option, int token) {
    return cursor.error("sequence option \"" + option + "\" not supported here", token);
  }
}
