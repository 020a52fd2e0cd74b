package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.CreateTable.Persistence;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeName;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads sequences and the options that identity columns share with them (manual, CREATE SEQUENCE).
final class SequenceParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  SequenceParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE [TEMP|UNLOGGED] SEQUENCE [IF NOT EXISTS] name options`.
  Statement create() {
    int start = cursor.position();
    cursor.expect("create");
    Persistence persistence = parser.tables.persistence();
    cursor.expect("sequence");
    boolean ifNotExists = cursor.acceptIfNotExists();
    QualifiedName sequence = names.relationName();
    TypeStatement.SequenceOptions options = options();
    return new TypeStatement.CreateSequence(
        persistence, ifNotExists, sequence, options, cursor.span(start));
  }

  /// Whether an option of a sequence begins `ahead` tokens ahead.
  boolean isOption(int ahead) {
    return switch (cursor.word(ahead)) {
      case "as",
          "cache",
          "cycle",
          "increment",
          "logged",
          "unlogged",
          "maxvalue",
          "minvalue",
          "sequence",
          "start",
          "restart",
          "owned" ->
          true;
      case "no" ->
          cursor.isAt(ahead + 1, "maxvalue")
              || cursor.isAt(ahead + 1, "minvalue")
              || cursor.isAt(ahead + 1, "cycle");
      default -> false;
    };
  }

  /// All options at the cursor; there may be none (`OptSeqOptList`).
  TypeStatement.SequenceOptions options() {
    Collected found = new Collected();
    while (option(found)) {
      // Each option adds itself to what was found.
    }
    return new TypeStatement.SequenceOptions(
        found.type, found.ownedBy, found.ownedByNone, found.others);
  }

  /// `(options)`, or nothing (`OptParenthesizedSeqOptList`). AS and OWNED BY are options `as` and
  /// `owned by` here.
  List<Option> parenthesizedOptions() {
    if (!cursor.accept('(')) {
      return List.of();
    }
    List<Option> options = new ArrayList<>(2);
    do {
      options.add(oneOption());
    } while (!cursor.is(')'));
    cursor.expect(')');
    return options;
  }

  /// One option.
  ///
  /// @throws SyntaxException when there is none
  Option oneOption() {
    int start = cursor.position();
    Collected found = new Collected();
    if (!option(found)) {
      throw cursor.error();
    }
    if (found.type != null) {
      return new Option("as", found.type.name().toString(), cursor.span(start));
    }
    if (found.ownedBy != null) {
      return new Option("owned by", found.ownedBy.toString(), cursor.span(start));
    }
    if (found.ownedByNone) {
      return new Option("owned by", "none", cursor.span(start));
    }
    return found.others.getFirst();
  }

  /// What the options of one sequence say.
  private static final class Collected {
    private @Nullable TypeName type;
    private @Nullable QualifiedName ownedBy;
    private boolean ownedByNone;
    private final List<Option> others = new ArrayList<>(4);
  }

  private boolean option(Collected found) {
    int start = cursor.position();
    switch (cursor.word()) {
      case "as" -> {
        cursor.advance();
        found.type = parser.types.simpleType();
      }
      case "owned" -> {
        cursor.expect("owned", "by");
        QualifiedName owner = names.anyName();
        found.ownedByNone = owner.parts().size() == 1 && owner.toString().equals("none");
        found.ownedBy = found.ownedByNone ? null : owner;
      }
      case "cache", "maxvalue", "minvalue" -> {
        String name = names.take().value();
        add(found, name, names.number(), start);
      }
      case "cycle", "logged", "unlogged" -> add(found, names.take().value(), null, start);
      case "increment" -> {
        cursor.advance();
        cursor.accept("by");
        add(found, "increment", names.number(), start);
      }
      case "start" -> {
        cursor.advance();
        cursor.accept("with");
        add(found, "start", names.number(), start);
      }
      case "restart" -> {
        cursor.advance();
        boolean with = cursor.accept("with");
        add(found, "restart", with || isNumber() ? names.number() : null, start);
      }
      case "no" -> {
        cursor.advance();
        add(found, "no " + cursor.expectAny("maxvalue", "minvalue", "cycle"), null, start);
      }
      case "sequence" -> {
        cursor.advance();
        cursor.expect("name");
        add(found, "sequence name", names.anyName().toString(), start);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean isNumber() {
    return names.isNumber() || cursor.is('-') || cursor.is('+');
  }

  private void add(Collected found, String name, @Nullable String value, int start) {
    found.others.add(new Option(name, value, cursor.span(start)));
  }
}
