package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TriggerStatement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads row security policies (manual, CREATE POLICY).
final class PolicyParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  PolicyParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE POLICY`.
  Statement create() {
    int start = cursor.position();
    cursor.expect("create", "policy");
    ObjectReference policy = parser.references.onTable(ObjectKind.POLICY, true);
    boolean permissive = true;
    if (cursor.accept("as")) {
      int token = cursor.position();
      if (!names.isIdentifier(0)) {
        throw cursor.error();
      }
      String option = names.take().value();
      permissive = option.equals("permissive");
      if (!permissive && !option.equals("restrictive")) {
        throw cursor.error("unrecognized row security option \"" + option + "\"", token);
      }
    }
    String command =
        cursor.accept("for")
            ? cursor.expectAny("all", "select", "insert", "update", "delete")
            : "all";
    return finish(start, false, policy, permissive, command);
  }

  /// `ALTER POLICY`.
  Statement alter() {
    int start = cursor.position();
    cursor.expect("alter", "policy");
    boolean ifExists = cursor.acceptIfExists();
    ObjectReference policy = parser.references.onTable(ObjectKind.POLICY, true);
    if (ifExists || cursor.is("rename")) {
      Statement renamed = parser.objects.commonAlteration(start, policy, ifExists);
      if (renamed == null) {
        cursor.expect("rename", "to");
        throw cursor.error();
      }
      return renamed;
    }
    return finish(start, true, policy, true, "all");
  }

  private Statement finish(
      int start, boolean alter, ObjectReference policy, boolean permissive, String command) {
    List<Name> roles = cursor.accept("to") ? names.roles() : List.of();
    Expression using = cursor.accept("using") ? condition() : null;
    @Nullable Expression withCheck = null;
    if (cursor.accept("with")) {
      cursor.expect("check");
      withCheck = condition();
    }
    return new TriggerStatement.CreatePolicy(
        alter,
        policy.name().parts().getFirst(),
        Objects.requireNonNull(policy.table()),
        permissive,
        command,
        roles,
        using,
        withCheck,
        cursor.span(start));
  }

  private Expression condition() {
    cursor.expect('(');
    Expression condition = parser.expressions.expression();
    cursor.expect(')');
    return condition;
  }
}
