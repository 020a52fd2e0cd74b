package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.Behavior;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads CREATE, ALTER and DROP of roles, users and groups.
final class RoleParser {
  private final Parser parser;
  private final Cursor cursor;
  private final Names names;

  RoleParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
  }

  /// `CREATE ROLE|USER|GROUP`, from its first word on.
  Statement create() {
    int start = cursor.position();
    cursor.expect("create");
    cursor.expectAny("role", "user", "group");
    Name role = ordinaryRole();
    optionalWith();
    List<Option> options = new ArrayList<>(4);
    List<Name> memberships = new ArrayList<>(2);
    while (!cursor.atEnd()) {
      if (cursor.isAny("in", "role", "admin", "user")) {
        if (cursor.accept("in")) {
          cursor.expectAny("role", "group");
        } else {
          cursor.advance();
        }
        memberships.addAll(names.roles());
      } else if (cursor.is("sysid")) {
        int option = cursor.position();
        cursor.advance();
        String number = Integer.toString(names.integer());
        options.add(new Option("sysid", number, cursor.span(option)));
      } else {
        options.add(option());
      }
    }
    return new AccessStatement.CreateRole(role, options, memberships, cursor.span(start));
  }

  /// `ALTER ROLE|USER|GROUP`, from its first word on.
  Statement alter() {
    int start = cursor.position();
    cursor.expect("alter");
    boolean group = cursor.expectAny("role", "user", "group").equals("group");
    if (!group && cursor.accept("all")) {
      return alterSetting(start, null);
    }
    int roleToken = cursor.position();
    Name role = names.role();
    if (cursor.is("rename")) {
      cursor.expect("rename", "to");
      checkOrdinary(role, roleToken);
      Name to = ordinaryRole();
      return rename(start, role, to);
    }
    if (group) {
      return alterGroup(start, role);
    }
    if (cursor.isAny("in", "set", "reset")) {
      return alterSetting(start, role);
    }
    optionalWith();
    List<Option> options = new ArrayList<>(4);
    List<Name> members = new ArrayList<>(2);
    while (!cursor.atEnd()) {
      if (cursor.accept("user")) {
        members.addAll(names.roles());
      } else {
        options.add(option());
      }
    }
    return new AccessStatement.AlterRole(role, options, members, cursor.span(start));
  }

  private Statement rename(int start, Name role, Name to) {
    QualifiedName name = new QualifiedName(List.of(role), role.span());
    ObjectReference object = new ObjectReference(ObjectKind.ROLE, name, null, null, role.span());
    return new ObjectStatement.Rename(
        object, ObjectKind.ROLE, false, to, Behavior.RESTRICT, cursor.span(start));
  }

  private Statement alterGroup(int start, Name role) {
    int option = cursor.position();
    String action = cursor.expectAny("add", "drop");
    cursor.expect("user");
    Option change = new Option(action, null, cursor.span(option));
    List<Name> members = names.roles();
    return new AccessStatement.AlterRole(role, List.of(change), members, cursor.span(start));
  }

  private Statement alterSetting(int start, @Nullable Name role) {
    List<Option> options = new ArrayList<>(2);
    int in = cursor.position();
    if (cursor.accept("in")) {
      cursor.expect("database");
      String database = names.colId().value();
      options.add(new Option("in database", database, cursor.span(in)));
    }
    options.add(parser.sessions.settings().setOrReset());
    return new AccessStatement.AlterRole(role, options, List.of(), cursor.span(start));
  }

  /// `DROP ROLE|USER|GROUP`, from its first word on.
  Statement drop() {
    int start = cursor.position();
    cursor.expect("drop");
    cursor.expectAny("role", "user", "group");
    boolean ifExists = cursor.acceptIfExists();
    List<Name> roles = names.roles();
    return new AccessStatement.DropRole(ifExists, roles, cursor.span(start));
  }

  private void optionalWith() {
    if (cursor.word().equals("with")) {
      cursor.advance();
    }
  }

  private Name ordinaryRole() {
    int token = cursor.position();
    Name role = names.role();
    checkOrdinary(role, token);
    return role;
  }

  /// Refuses what stands for a role but is no role's name (`RoleId`).
  private void checkOrdinary(Name role, int token) {
    boolean quoted = cursor.text(token).startsWith("\"");
    switch (role.value()) {
      case "public" -> throw cursor.error("42939", "role name \"public\" is reserved", token);
      case "current_user", "current_role", "session_user" -> {
        if (!quoted) {
          String word = role.value().toUpperCase(Locale.ROOT);
          throw cursor.error("42939", word + " cannot be used as a role name here", token);
        }
      }
      default -> {}
    }
  }

  private Option option() {
    int start = cursor.position();
    return switch (cursor.word()) {
      case "password" -> {
        cursor.advance();
        yield password(start);
      }
      case "encrypted" -> {
        cursor.expect("encrypted", "password");
        yield new Option("password", names.string(), cursor.span(start));
      }
      case "unencrypted" -> {
        cursor.expect("unencrypted", "password");
        names.string();
        throw cursor.error("0A000", "UNENCRYPTED PASSWORD is no longer supported", start);
      }
      case "inherit" -> {
        cursor.advance();
        yield new Option("inherit", "true", cursor.span(start));
      }
      case "connection" -> {
        cursor.expect("connection", "limit");
        String limit = Integer.toString(names.signedInteger());
        yield new Option("connectionlimit", limit, cursor.span(start));
      }
      case "valid" -> {
        cursor.expect("valid", "until");
        yield new Option("validUntil", names.string(), cursor.span(start));
      }
      default -> flag(start);
    };
  }

  private Option password(int start) {
    String value = cursor.accept("null") ? null : names.string();
    return new Option("password", value, cursor.span(start));
  }

  private Option flag(int start) {
    if (!names.isIdentifier(0)) {
      throw cursor.error();
    }
    String word = names.take().value();
    boolean negative = word.startsWith("no");
    String positive = negative ? word.substring(2) : word;
    String name =
        switch (positive) {
          case "superuser", "createrole", "createdb", "bypassrls" -> positive;
          case "replication" -> "isreplication";
          case "login" -> "canlogin";
          case "inherit" -> "inherit";
          default -> throw cursor.error("unrecognized role option \"" + word + "\"", start);
        };
    return new Option(name, Boolean.toString(!negative), cursor.span(start));
  }
}
