package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads data types (manual, chapter 8). The spellings that the grammar itself knows become the
/// catalog's names, see [TypeName].
final class TypeParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  TypeParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// A type (`Typename`): `[SETOF] name(modifiers)[]`.
  TypeName typeName() {
    int start = cursor.position();
    boolean setOf = cursor.accept("setof");
    return withDimensions(simpleType(), start, setOf);
  }

  /// A type of a routine's argument or result (`func_type`): also `table.column%TYPE`.
  TypeName functionType() {
    int start = cursor.position();
    boolean setOf = cursor.accept("setof");
    if (names.isTypeFunctionName(0) && cursor.kind(1) == '.') {
      QualifiedName name = names.anyName(names.typeFunctionName());
      if (cursor.accept('%')) {
        cursor.expect("type");
        return new TypeName(name, List.of(), 0, setOf, true, null, cursor.span(start));
      }
      return withDimensions(generic(name), start, setOf);
    }
    return withDimensions(simpleType(), start, setOf);
  }

  /// A type without SETOF and array bounds (`SimpleTypename`).
  TypeName simpleType() {
    TypeName known = grammarType(false);
    if (known != null) {
      return known;
    }
    QualifiedName name = names.anyName(names.typeFunctionName());
    return generic(name);
  }

  private TypeName generic(QualifiedName name) {
    List<Expression> modifiers = optionalModifiers();
    return new TypeName(
        name,
        modifiers,
        0,
        false,
        false,
        null,
        modifiers.isEmpty() ? name.span() : name.span().to(cursor.lastSpan()));
  }

  private List<Expression> optionalModifiers() {
    if (!cursor.accept('(')) {
      return List.of();
    }
    cursor.enter();
    List<Expression> modifiers = parser.expressions.expressionList();
    cursor.leave();
    cursor.expect(')');
    return modifiers;
  }

  private TypeName withDimensions(TypeName type, int start, boolean setOf) {
    int dimensions = 0;
    if (cursor.accept("array")) {
      dimensions = 1;
      if (cursor.accept('[')) {
        names.integer();
        cursor.expect(']');
      }
    } else {
      while (cursor.accept('[')) {
        if (names.isInteger()) {
          names.integer();
        }
        cursor.expect(']');
        dimensions++;
      }
    }
    if (dimensions == 0 && !setOf) {
      return type;
    }
    return new TypeName(
        type.name(),
        type.modifiers(),
        dimensions,
        setOf,
        type.percentType(),
        type.intervalFields(),
        cursor.span(start));
  }

  /// A type with a spelling of its own, or null when the words begin none.
  ///
  /// @param constant whether it is the type in front of a constant: then the fields of an interval
  ///   do not follow at once, and `char` has no length
  @Nullable TypeName grammarType(boolean constant) {
    int start = cursor.position();
    return switch (cursor.word()) {
      case "int", "integer" -> simple("int4", 1);
      case "smallint" -> simple("int2", 1);
      case "bigint" -> simple("int8", 1);
      case "real" -> simple("float4", 1);
      case "boolean" -> simple("bool", 1);
      case "json" -> simple("json", 1);
      case "double" -> cursor.isAt(1, "precision") ? simple("float8", 2) : null;
      case "float" -> floatType(start);
      case "decimal", "dec", "numeric" -> {
        cursor.advance();
        yield type("numeric", start, cursor.position(), optionalModifiers());
      }
      case "bit" -> bit(start, constant);
      case "character", "char", "varchar", "national", "nchar" -> character(start, constant);
      case "timestamp" -> dateTime("timestamp", start);
      case "time" -> dateTime("time", start);
      case "interval" -> interval(start, !constant);
      default -> null;
    };
  }

  private TypeName simple(String name, int words) {
    int start = cursor.position();
    for (int i = 0; i < words; i++) {
      cursor.advance();
    }
    return type(name, start, cursor.position(), List.of());
  }

  private TypeName type(String name, int start, int wordsEnd, List<Expression> modifiers) {
    return type(name, start, wordsEnd, modifiers, null);
  }

  private TypeName type(
      String name,
      int start,
      int wordsEnd,
      List<Expression> modifiers,
      @Nullable String intervalFields) {
    var words = cursor.span(start, wordsEnd);
    QualifiedName qualified =
        new QualifiedName(List.of(new Name("pg_catalog", words), new Name(name, words)), words);
    return new TypeName(qualified, modifiers, 0, false, false, intervalFields, cursor.span(start));
  }

  private TypeName floatType(int start) {
    cursor.advance();
    int words = cursor.position();
    String name = "float8";
    if (cursor.accept('(')) {
      int token = cursor.position();
      int precision = names.integer();
      cursor.expect(')');
      if (precision < 1) {
        throw cursor.error("22023", "precision for type float must be at least 1 bit", token);
      } else if (precision > 53) {
        throw cursor.error("22023", "precision for type float must be less than 54 bits", token);
      }
      name = precision <= 24 ? "float4" : "float8";
    }
    return type(name, start, words, List.of());
  }

  private TypeName bit(int start, boolean constant) {
    cursor.advance();
    boolean varying = cursor.accept("varying");
    int words = cursor.position();
    List<Expression> modifiers = optionalModifiers();
    if (modifiers.isEmpty() && !varying && !constant) {
      modifiers = one(start, words);
    }
    return type(varying ? "varbit" : "bit", start, words, modifiers);
  }

  private TypeName character(int start, boolean constant) {
    boolean varying = cursor.is("varchar");
    if (cursor.accept("national")) {
      if (!cursor.isAny("character", "char")) {
        throw cursor.error();
      }
    }
    cursor.advance();
    if (!varying) {
      varying = cursor.accept("varying");
    }
    int words = cursor.position();
    List<Expression> modifiers = List.of();
    if (cursor.accept('(')) {
      modifiers = List.of(integerConstant());
      cursor.expect(')');
    } else if (!varying && !constant) {
      modifiers = one(start, words);
    }
    return type(varying ? "varchar" : "bpchar", start, words, modifiers);
  }

  /// `char` means `char(1)` and `bit` means `bit(1)`.
  private List<Expression> one(int start, int words) {
    return List.of(
        new Expression.Constant(Expression.Constant.Kind.INTEGER, "1", cursor.span(start, words)));
  }

  private Expression integerConstant() {
    int start = cursor.position();
    int value = names.integer();
    return new Expression.Constant(
        Expression.Constant.Kind.INTEGER, Integer.toString(value), cursor.span(start));
  }

  private TypeName dateTime(String name, int start) {
    cursor.advance();
    int words = cursor.position();
    List<Expression> modifiers = List.of();
    if (cursor.accept('(')) {
      modifiers = List.of(integerConstant());
      cursor.expect(')');
    }
    boolean zone = false;
    if (cursor.is("with") && cursor.isAt(1, "time")) {
      cursor.expect("with", "time", "zone");
      zone = true;
    } else if (cursor.is("without") && cursor.isAt(1, "time")) {
      cursor.expect("without", "time", "zone");
    }
    return type(zone ? name + "tz" : name, start, words, modifiers);
  }

  private TypeName interval(int start, boolean fields) {
    cursor.advance();
    int words = cursor.position();
    if (cursor.accept('(')) {
      List<Expression> modifiers = List.of(integerConstant());
      cursor.expect(')');
      return type("interval", start, words, modifiers);
    }
    return fields
        ? intervalFields(type("interval", start, words, List.of()), start)
        : type("interval", start, words, List.of());
  }

  /// Adds the fields that may follow `INTERVAL` or `INTERVAL '…'`: `YEAR TO MONTH`, `SECOND(3)`, ….
  TypeName intervalFields(TypeName interval, int start) {
    String first = cursor.acceptAny("year", "month", "day", "hour", "minute", "second");
    if (first == null) {
      return interval;
    }
    String last = first;
    String fields = first;
    if (cursor.is("to")) {
      String[] finer =
          switch (first) {
            case "year" -> new String[] {"month"};
            case "day" -> new String[] {"hour", "minute", "second"};
            case "hour" -> new String[] {"minute", "second"};
            case "minute" -> new String[] {"second"};
            default -> new String[0];
          };
      if (finer.length == 0) {
        throw cursor.error();
      }
      cursor.advance();
      last = cursor.expectAny(finer);
      fields = first + " to " + last;
    }
    List<Expression> modifiers = interval.modifiers();
    if (last.equals("second") && cursor.accept('(')) {
      modifiers = List.of(integerConstant());
      cursor.expect(')');
    }
    return new TypeName(interval.name(), modifiers, 0, false, false, fields, cursor.span(start));
  }
}
