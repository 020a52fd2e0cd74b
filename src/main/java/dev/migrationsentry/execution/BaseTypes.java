package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Base types and the shells that announce them (manual, CREATE TYPE).
final class BaseTypes {
  private BaseTypes() {}

  static void create(TypeStatement.CreateBaseType statement, Draft draft) {
    QualifiedName name = statement.type();
    Namespace namespace = draft.names().creationNamespace(name);
    UserType.BaseType shell = TypeStatements.shell(draft, namespace, name);
    if (statement.options().isEmpty()) {
      if (shell != null) {
        throw Errors.typeExists(name.name(), name.span());
      }
      TypeStatements.created(
          draft,
          draft.create(id ->
              new UserType.BaseType(id, name.name(), namespace.id(), true, 'P', false, false)));
      return;
    }
    if (shell == null) {
      throw Refusal.of("42710", "type \"" + name.name() + "\" does not exist", name.span())
          .hint(
              "Create the type as a shell type, then create its I/O functions, then do a full"
                  + " CREATE TYPE.")
          .about(ObjectKind.TYPE, name);
    }
    String like = value(statement, "like");
    String input = function(statement, "input");
    String output = function(statement, "output");
    checkFunction(draft, input, "cstring", statement.span());
    checkFunction(draft, output, name.name(), statement.span());
    String category = value(statement, "category");
    UserType.BaseType type =
        new UserType.BaseType(
            shell.id(),
            shell.name(),
            shell.namespace(),
            false,
            category == null || category.isEmpty() ? 'U' : category.charAt(0),
            "true".equals(value(statement, "preferred")),
            "true".equals(value(statement, "collatable")));
    draft.replace(type);
    draft.altered(type);
    if (like != null) {
      draft.doubt("depends on type " + like);
    }
  }

  private static String function(TypeStatement.CreateBaseType statement, String attribute) {
    String function = value(statement, attribute);
    if (function == null) {
      throw Refusal.of(
          "42P17", "type " + attribute + " function must be specified", statement.span());
    }
    return function;
  }

  private static void checkFunction(Draft draft, String function, String argument, Span at) {
    checkFunction(draft, name(function, at), argument, at);
  }

  /// A name among the attributes of a type. A single word is there as the server stores it, others
  /// are there as written.
  static QualifiedName name(String value, Span at) {
    List<String> parts = value.contains(".") ? QuotedNames.parts(value) : null;
    return new QualifiedName(
        (parts == null ? List.of(value) : parts).stream().map(part -> new Name(part, at)).toList(),
        at);
  }

  /// Refuses a function of which there is none by its name.
  ///
  /// @param arguments the types that it would have to take, as messages list them
  /// @throws Refusal 42883
  static void checkFunction(Draft draft, QualifiedName name, String arguments, Span at) {
    if (draft.names().findAll(Schema.Space.ROUTINE, name).isEmpty()
        && Builtin.of(draft.major()).functions(name.name()).isEmpty()) {
      throw Refusal.of("42883", "function " + name + "(" + arguments + ") does not exist", at)
          .about(ObjectKind.FUNCTION, name);
    }
  }

  private static @Nullable String value(TypeStatement.CreateBaseType statement, String attribute) {
    for (Option option : statement.options()) {
      if (option.name().equals(attribute)) {
        return option.value();
      }
    }
    return null;
  }
}
