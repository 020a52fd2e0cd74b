package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;

/// Reads XMLTABLE and JSON_TABLE (manual, sections 9.15.3.3 and 9.16.4).
final class TableFunctionParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final JsonParser json;
  private final XmlParser xml;

  TableFunctionParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.json = new JsonParser(parser, parser.expressions);
    this.xml = new XmlParser(parser, parser.expressions);
  }

  /// The entry of FROM at the cursor.
  Query.FromItem item(boolean lateral, int start) {
    String function = cursor.expectAny("xmltable", "json_table");
    List<Expression> arguments = new ArrayList<>(4);
    List<Query.DefinedColumn> columns = new ArrayList<>();
    cursor.expect('(');
    if (function.equals("xmltable")) {
      xmlTable(arguments, columns);
    } else {
      jsonTable(arguments, columns);
    }
    cursor.expect(')');
    Query.Alias alias = parser.from.optionalAlias();
    return new Query.TableFunctionItem(
        function, arguments, columns, lateral, alias, cursor.span(start));
  }

  private void xmlTable(List<Expression> arguments, List<Query.DefinedColumn> columns) {
    if (cursor.is("xmlnamespaces") && cursor.kind(1) == '(') {
      cursor.advance();
      cursor.advance();
      do {
        if (cursor.accept("default")) {
          arguments.add(parser.expressions.restricted());
        } else {
          arguments.add(parser.expressions.restricted());
          cursor.expect("as");
          names.colLabel();
        }
      } while (cursor.accept(','));
      cursor.expect(')');
      cursor.expect(',');
    }
    arguments.add(parser.expressions.primary());
    xml.passing(arguments);
    cursor.expect("columns");
    do {
      columns.add(xmlColumn(arguments));
    } while (cursor.accept(','));
  }

  private Query.DefinedColumn xmlColumn(List<Expression> arguments) {
    Name name = names.colId();
    if (cursor.accept("for")) {
      cursor.expect("ordinality");
      return new Query.DefinedColumn(name, null);
    }
    TypeName type = parser.types.typeName();
    boolean hasDefault = false;
    boolean hasPath = false;
    boolean hasNull = false;
    while (!cursor.is(',') && !cursor.is(')')) {
      int token = cursor.position();
      if (cursor.accept("null") || cursor.accept("not", "null")) {
        if (hasNull) {
          throw cursor.error(
              "conflicting or redundant NULL / NOT NULL declarations for column \"" + name + "\"",
              token - 1);
        }
        hasNull = true;
      } else if (cursor.accept("default")) {
        if (hasDefault) {
          throw cursor.error("only one DEFAULT value is allowed", token);
        }
        hasDefault = true;
        arguments.add(parser.expressions.restricted());
      } else if (cursor.accept("path")) {
        if (hasPath) {
          throw cursor.error("only one PATH value per column is allowed", token);
        }
        hasPath = true;
        arguments.add(parser.expressions.restricted());
      } else if (names.isIdentifier(0)) {
        String option = names.take().value();
        parser.expressions.restricted();
        throw cursor.error("unrecognized column option \"" + option + "\"", token);
      } else {
        throw cursor.error();
      }
    }
    return new Query.DefinedColumn(name, type);
  }

  private void jsonTable(List<Expression> arguments, List<Query.DefinedColumn> columns) {
    arguments.add(json.value());
    cursor.expect(',');
    int path = cursor.position();
    Expression pathExpression = parser.expressions.expression();
    arguments.add(pathExpression);
    if (cursor.accept("as")) {
      names.colId();
    }
    json.passing(arguments);
    jsonColumns(arguments, columns);
    json.onError(arguments);
    if (!(pathExpression instanceof Expression.Constant constant
        && constant.kind() == Expression.Constant.Kind.STRING)) {
      throw cursor.error(
          "0A000", "only string constants are supported in JSON_TABLE path specification", path);
    }
  }

  private void jsonColumns(List<Expression> arguments, List<Query.DefinedColumn> columns) {
    cursor.enter();
    cursor.expect("columns");
    cursor.expect('(');
    do {
      jsonColumn(arguments, columns);
    } while (cursor.accept(','));
    cursor.expect(')');
    cursor.leave();
  }

  private void jsonColumn(List<Expression> arguments, List<Query.DefinedColumn> columns) {
    if (cursor.is("nested") && (cursor.isAt(1, "path") || names.isString(1))) {
      cursor.advance();
      cursor.accept("path");
      names.string();
      if (cursor.accept("as")) {
        names.colId();
      }
      jsonColumns(arguments, columns);
      return;
    }
    Name name = names.colId();
    if (cursor.accept("for")) {
      cursor.expect("ordinality");
      columns.add(new Query.DefinedColumn(name, null));
      return;
    }
    TypeName type = parser.types.typeName();
    columns.add(new Query.DefinedColumn(name, type));
    if (cursor.accept("exists")) {
      path();
      json.onError(arguments);
      return;
    }
    json.format();
    path();
    json.wrapper();
    json.quotes();
    json.behavior(arguments);
  }

  private void path() {
    if (cursor.accept("path")) {
      names.string();
    }
  }
}
