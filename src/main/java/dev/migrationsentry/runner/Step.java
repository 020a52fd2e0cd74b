package dev.migrationsentry.runner;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;

/// A part of a migration that is done as a whole or not at all, as far as PostgreSQL allows it.
///
/// @param statements its statements in the order of the text
/// @param messages the texts that are sent, one after the other
/// @param alone whether it is one statement that no transaction block allows, so that what became
///   of it is not always known
record Step(List<Statement> statements, List<Span> messages, boolean alone) {
  Step {
    statements = List.copyOf(statements);
    messages = List.copyOf(messages);
  }

  /// A step whose statements are sent one by one.
  static Step of(List<Statement> statements, boolean alone) {
    return new Step(statements, statements.stream().map(Statement::span).toList(), alone);
  }

  /// The text that tells this step from another one after the file was edited.
  String text() {
    StringBuilder text = new StringBuilder();
    statements.forEach(statement -> text.append(statement.span().text()).append("; "));
    return text.toString();
  }
}
