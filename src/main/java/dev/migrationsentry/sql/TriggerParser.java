package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ConstraintAttributeParser.Group;
import dev.migrationsentry.sql.ast.ColumnConstraint;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TriggerStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads triggers and event triggers; row security policies are read by [PolicyParser].
final class TriggerParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final PolicyParser policies;

  TriggerParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.policies = new PolicyParser(parser);
  }

  /// `CREATE [OR REPLACE] [CONSTRAINT] TRIGGER`, from its first word on.
  Statement createTrigger() {
    int start = cursor.position();
    cursor.expect("create");
    boolean orReplace = cursor.accept("or", "replace");
    boolean constraint = cursor.accept("constraint");
    cursor.expect("trigger");
    Name name = names.colId();
    String timing = timing(constraint);
    List<String> events = new ArrayList<>(2);
    List<Name> columns = new ArrayList<>(2);
    events(events, columns);
    cursor.expect("on");
    QualifiedName table = names.relationName();
    QualifiedName from = null;
    ColumnConstraint.Attributes attributes = ColumnConstraint.Attributes.NONE;
    List<Name> transitionTables = List.of();
    boolean forEachRow = constraint;
    if (constraint) {
      from = cursor.accept("from") ? names.relationName() : null;
      attributes =
          new ConstraintAttributeParser(parser)
              .attributes("TRIGGER", Set.of(Group.DEFERRABILITY))
              .toAttributes();
      cursor.expect("for", "each", "row");
    } else {
      transitionTables = transitionTables();
      if (cursor.accept("for")) {
        cursor.accept("each");
        forEachRow = cursor.expectAny("row", "statement").equals("row");
      }
    }
    Expression when = when();
    QualifiedName function = function();
    List<String> arguments = arguments();
    if (constraint && orReplace) {
      throw cursor.error("0A000", "CREATE OR REPLACE CONSTRAINT TRIGGER is not supported", start);
    }
    return new TriggerStatement.CreateTrigger(
        orReplace,
        constraint,
        name,
        timing,
        events,
        columns,
        table,
        from,
        attributes,
        transitionTables,
        forEachRow,
        when,
        function,
        arguments,
        cursor.span(start));
  }

  private String timing(boolean constraint) {
    if (constraint) {
      cursor.expect("after");
      return "after";
    }
    String timing = cursor.expectAny("before", "after", "instead");
    if (timing.equals("instead")) {
      cursor.expect("of");
      return "instead of";
    }
    return timing;
  }

  private void events(List<String> events, List<Name> columns) {
    do {
      int token = cursor.position();
      String event = cursor.expectAny("insert", "delete", "update", "truncate");
      if (event.equals("update")) {
        if (cursor.accept("of")) {
          columns.addAll(names.colIds());
        }
        token = cursor.position();
      }
      if (events.contains(event)) {
        throw duplicateEvent(token);
      }
      events.add(event);
    } while (cursor.accept("or"));
  }

  private SyntaxException duplicateEvent(int token) {
    String where =
        cursor.kind() == Tokens.END && token == cursor.position()
            ? " at end of input"
            : " at or near \"" + cursor.text(token) + "\"";
    return cursor.error("duplicate trigger events specified" + where, token);
  }

  private List<Name> transitionTables() {
    if (!cursor.accept("referencing")) {
      return List.of();
    }
    List<Name> tables = new ArrayList<>(2);
    do {
      cursor.expectAny("new", "old");
      cursor.expectAny("table", "row");
      cursor.accept("as");
      tables.add(names.colId());
    } while (cursor.isAny("new", "old"));
    return tables;
  }

  private @Nullable Expression when() {
    if (!cursor.accept("when")) {
      return null;
    }
    cursor.expect('(');
    Expression condition = parser.expressions.expression();
    cursor.expect(')');
    return condition;
  }

  private QualifiedName function() {
    cursor.expect("execute");
    cursor.expectAny("function", "procedure");
    return names.functionName();
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(2);
    cursor.expect('(');
    // PostgreSQL's grammar lets the list begin with a comma.
    if (!cursor.is(')')) {
      cursor.accept(',');
      do {
        arguments.add(argument());
      } while (cursor.accept(','));
    }
    cursor.expect(')');
    return arguments;
  }

  private String argument() {
    if (cursor.isKind(Tokens.INTEGER) || cursor.isKind(Tokens.DECIMAL)) {
      return names.number();
    }
    return names.isString() ? names.string() : names.colLabel().value();
  }

  /// `CREATE EVENT TRIGGER`, from its first word on.
  Statement createEventTrigger() {
    int start = cursor.position();
    cursor.expect("create", "event", "trigger");
    Name name = names.colId();
    cursor.expect("on");
    String event = names.colLabel().value();
    if (cursor.accept("when")) {
      do {
        names.colId();
        cursor.expect("in");
        cursor.expect('(');
        do {
          names.string();
        } while (cursor.accept(','));
        cursor.expect(')');
      } while (cursor.accept("and"));
    }
    QualifiedName function = function();
    cursor.expect('(');
    cursor.expect(')');
    return new TriggerStatement.CreateEventTrigger(name, event, function, cursor.span(start));
  }

  /// `ALTER TRIGGER`, from its first word on.
  Statement alterTrigger() {
    int start = cursor.position();
    cursor.expect("alter", "trigger");
    ObjectReference trigger = parser.references.onTable(ObjectKind.TRIGGER, true);
    return parser.objects.requiredAlteration(start, trigger);
  }

  /// `ALTER EVENT TRIGGER`, from its first word on.
  Statement alterEventTrigger() {
    int start = cursor.position();
    cursor.expect("alter", "event", "trigger");
    ObjectReference trigger = parser.references.plain(ObjectKind.EVENT_TRIGGER);
    String setting = cursor.acceptAny("enable", "disable");
    if (setting == null) {
      return parser.objects.requiredAlteration(start, trigger);
    }
    String mode = setting.equals("enable") ? cursor.acceptAny("replica", "always") : null;
    return new TriggerStatement.AlterEventTrigger(
        trigger.name().parts().getFirst(),
        mode == null ? setting : setting + " " + mode,
        cursor.span(start));
  }

  /// `CREATE POLICY`, from its first word on.
  Statement createPolicy() {
    return policies.create();
  }

  /// `ALTER POLICY`, from its first word on.
  Statement alterPolicy() {
    return policies.alter();
  }
}
