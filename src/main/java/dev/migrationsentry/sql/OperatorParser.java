package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads operators, operator classes and families, casts and transforms.
final class OperatorParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final KindParser kinds;

  OperatorParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.kinds = new KindParser(parser);
  }

  /// `CREATE OPERATOR`, `CREATE OPERATOR CLASS`, `CREATE OPERATOR FAMILY`.
  Statement createOperator() {
    int start = cursor.position();
    cursor.expect("create", "operator");
    boolean group = kinds.isOperatorGroup(0);
    if (group && cursor.is("class")) {
      return createClass(start);
    }
    if (group && cursor.accept("family")) {
      ObjectReference family = parser.references.operatorGroup(ObjectKind.OPERATOR_FAMILY);
      return created(start, family, false, List.of(), List.of());
    }
    QualifiedName name = names.operatorName();
    List<Option> options = parser.options.definition();
    ObjectReference operator =
        new ObjectReference(ObjectKind.OPERATOR, name, null, null, name.span());
    return created(start, operator, false, options, List.of());
  }

  private Statement created(
      int start,
      ObjectReference object,
      boolean orReplace,
      List<Option> options,
      List<QualifiedName> functions) {
    return new ObjectStatement.CreateObject(
        object, orReplace, false, options, List.of(), functions, cursor.span(start));
  }

  private Statement createClass(int start) {
    cursor.expect("class");
    int nameToken = cursor.position();
    QualifiedName name = names.anyName();
    List<Option> options = new ArrayList<>(3);
    int token = cursor.position();
    if (cursor.accept("default")) {
      options.add(new Option("default", null, cursor.span(token)));
    }
    token = cursor.position();
    cursor.expect("for", "type");
    String type = parser.types.typeName().name().toString();
    options.add(new Option("for type", type, cursor.span(token)));
    cursor.expect("using");
    QualifiedName method = ReferenceParser.single(names.colId());
    int nameEnd = cursor.position();
    token = cursor.position();
    if (cursor.accept("family")) {
      String family = names.anyName().toString();
      options.add(new Option("family", family, cursor.span(token)));
    }
    cursor.expect("as");
    List<QualifiedName> functions = items();
    ObjectReference object =
        new ObjectReference(
            ObjectKind.OPERATOR_CLASS, name, null, method, cursor.span(nameToken, nameEnd));
    return created(start, object, false, options, functions);
  }

  /// The members of a class or family (`opclass_item_list`).
  ///
  /// @return the functions among them
  private List<QualifiedName> items() {
    List<QualifiedName> functions = new ArrayList<>(2);
    do {
      switch (cursor.expectAny("operator", "function", "storage")) {
        case "operator" -> {
          names.integer();
          names.operatorName();
          if (cursor.is('(')) {
            parser.references.operands();
          }
          if (cursor.accept("for")) {
            if (cursor.expectAny("search", "order").equals("order")) {
              cursor.expect("by");
              names.anyName();
            }
          }
        }
        case "function" -> {
          names.integer();
          if (cursor.is('(')) {
            typeList();
          }
          functions.add(parser.references.routine(ObjectKind.FUNCTION).name());
        }
        default -> parser.types.typeName();
      }
    } while (cursor.accept(','));
    return functions;
  }

  private void typeList() {
    cursor.expect('(');
    do {
      parser.types.typeName();
    } while (cursor.accept(','));
    cursor.expect(')');
  }

  /// `ALTER OPERATOR`, `ALTER OPERATOR CLASS`, `ALTER OPERATOR FAMILY`, from the second word on.
  Statement alterOperator(int start) {
    cursor.expect("operator");
    boolean group = kinds.isOperatorGroup(0);
    if (group && cursor.accept("class")) {
      ObjectReference object = parser.references.operatorGroup(ObjectKind.OPERATOR_CLASS);
      return parser.objects.requiredAlteration(start, object);
    }
    if (group && cursor.accept("family")) {
      return alterFamily(start);
    }
    ObjectReference object = parser.references.operator();
    if (cursor.is("set") && cursor.kind(1) == '(') {
      cursor.advance();
      parser.options.definition();
      return altered(start, object, "set");
    }
    return parser.objects.requiredAlteration(start, object);
  }

  private Statement altered(int start, ObjectReference object, String action) {
    return new ObjectStatement.AlterObject(object, false, action, List.of(), cursor.span(start));
  }

  private Statement alterFamily(int start) {
    ObjectReference object = parser.references.operatorGroup(ObjectKind.OPERATOR_FAMILY);
    if (cursor.accept("add")) {
      items();
      return altered(start, object, "add");
    }
    if (cursor.accept("drop")) {
      do {
        cursor.expectAny("operator", "function");
        names.integer();
        typeList();
      } while (cursor.accept(','));
      return altered(start, object, "drop");
    }
    return parser.objects.requiredAlteration(start, object);
  }

  /// `CREATE CAST`.
  Statement createCast() {
    int start = cursor.position();
    cursor.expect("create", "cast");
    ObjectReference cast = parser.references.cast();
    List<QualifiedName> functions = List.of();
    List<Option> options = new ArrayList<>(2);
    int token = cursor.position();
    if (cursor.accept("without")) {
      cursor.expect("function");
      options.add(new Option("without function", null, cursor.span(token)));
    } else {
      cursor.expect("with");
      if (cursor.expectAny("function", "inout").equals("function")) {
        functions = List.of(parser.references.routine(ObjectKind.FUNCTION).name());
      } else {
        options.add(new Option("inout", null, cursor.span(token)));
      }
    }
    token = cursor.position();
    if (cursor.accept("as")) {
      String context = "as " + cursor.expectAny("implicit", "assignment");
      options.add(new Option(context, null, cursor.span(token)));
    }
    return created(start, cast, false, options, functions);
  }

  /// `CREATE [OR REPLACE] TRANSFORM`.
  Statement createTransform() {
    int start = cursor.position();
    cursor.expect("create");
    boolean orReplace = cursor.accept("or", "replace");
    cursor.expect("transform");
    ObjectReference transform = parser.references.transform();
    cursor.expect('(');
    List<QualifiedName> functions = new ArrayList<>(2);
    String first = cursor.expectAny("from", "to");
    functions.add(transformFunction());
    if (cursor.accept(',')) {
      cursor.expect(first.equals("from") ? "to" : "from");
      functions.add(transformFunction());
    }
    cursor.expect(')');
    return created(start, transform, orReplace, List.of(), functions);
  }

  private QualifiedName transformFunction() {
    cursor.expect("sql", "with", "function");
    return parser.references.routine(ObjectKind.FUNCTION).name();
  }
}
