package dev.migrationsentry.migration;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the runner sends to the database: the text of a file or of a section of one, or what code
/// decides to send.
///
/// @param range the text, without the section's marker lines
/// @param statements its statements in the order of the text
/// @param placeholders the places that a template engine replaces, in the order of the text
/// @param messages the texts that the runner sends one after the other, in the order of the text.
///   PostgreSQL parses the whole text of a message before it runs the first statement in it, so
///   that a syntax error keeps all statements of its message from running
/// @param program the code that sends the statements, or null for a text. With code `statements` is
///   empty: only a replay shows what it sends
public record Script(
    Span range,
    List<Statement> statements,
    List<Placeholder> placeholders,
    List<Span> messages,
    @Nullable Program program) {
  /// Copies the lists.
  public Script {
    statements = List.copyOf(statements);
    placeholders = List.copyOf(placeholders);
    messages = List.copyOf(messages);
  }

  /// A text that is sent as one message.
  public Script(Span range, List<Statement> statements, List<Placeholder> placeholders) {
    this(range, statements, placeholders, List.of(range));
  }

  /// A text that is sent in several messages.
  public Script(
      Span range, List<Statement> statements, List<Placeholder> placeholders, List<Span> messages) {
    this(range, statements, placeholders, messages, null);
  }

  /// Code that sends statements.
  ///
  /// @param range the part of the file that people look at: the function, or the whole text
  public Script(Span range, Program program) {
    this(range, List.of(), List.of(), List.of(), program);
  }

  /// The statements of each message. Messages without statements are left out.
  public List<List<Statement>> batches() {
    List<List<Statement>> batches = new ArrayList<>();
    int next = 0;
    for (Span message : messages) {
      List<Statement> batch = new ArrayList<>();
      while (next < statements.size() && statements.get(next).span().start() < message.end()) {
        batch.add(statements.get(next));
        next++;
      }
      if (!batch.isEmpty()) {
        batches.add(List.copyOf(batch));
      }
    }
    return batches;
  }

  /// The statements of one message.
  ///
  /// @param message one of `messages`
  public List<Statement> statementsIn(Span message) {
    return statements.stream()
        .filter(one ->
            one.span().file() == message.file()
                && message.start() <= one.span().start()
                && one.span().end() <= message.end())
        .toList();
  }

  /// The file that holds the text.
  public SourceFile file() {
    return range.file();
  }
}
