package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Node;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.PlStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A syntax tree as text for golden files: one line for each record, its components indented below
/// it. What is absent, empty or false is left out. Statements and errors show their range.
final class SyntaxTreeText {
  private final StringBuilder text = new StringBuilder();

  private SyntaxTreeText() {}

  /// Statements, each as a block of lines.
  static String of(List<Statement> statements) {
    SyntaxTreeText result = new SyntaxTreeText();
    for (Statement statement : statements) {
      result.value("", statement, 0);
      result.text.append('\n');
    }
    return result.text.toString();
  }

  private void value(String label, @Nullable Object value, int indent) {
    String inline = inline(value);
    if (inline != null) {
      line(label, inline, indent);
    } else if (value instanceof List<?> list) {
      line(label, "", indent);
      list.forEach(entry -> value("-", entry, indent + 1));
    } else if (value instanceof Record entry) {
      line(label, entry.getClass().getSimpleName() + range(entry), indent);
      components(entry, indent + 1);
    }
  }

  private void components(Record entry, int indent) {
    for (RecordComponent component : entry.getClass().getRecordComponents()) {
      Object value = read(component, entry);
      if (!isAbsent(value)) {
        value(component.getName() + ":", value, indent);
      }
    }
  }

  private void line(String label, String content, int indent) {
    String separator = label.isEmpty() || content.isEmpty() ? "" : " ";
    text.append("  ".repeat(indent)).append(label).append(separator).append(content).append('\n');
  }

  private static boolean isAbsent(@Nullable Object value) {
    return value == null
        || value instanceof Span
        || Boolean.FALSE.equals(value)
        || Integer.valueOf(0).equals(value)
        || (value instanceof List<?> list && list.isEmpty());
  }

  /// Values that fit behind their label, or null.
  private static @Nullable String inline(@Nullable Object value) {
    return switch (value) {
      case Name name -> name.value();
      case QualifiedName name -> name.toString();
      case Option option when option.value() == null -> option.name();
      case Option option -> option.name() + " = " + option.value();
      case String string -> string.replace("\n", "\\n");
      case Boolean ignored -> "yes";
      case Number number -> number.toString();
      case Enum<?> constant -> constant.name();
      case List<?> list when list.stream().allMatch(SyntaxTreeText::isShort) ->
          String.join(", ", list.stream().map(SyntaxTreeText::inline).toList());
      case null, default -> null;
    };
  }

  private static boolean isShort(@Nullable Object value) {
    return value instanceof Name || value instanceof QualifiedName || value instanceof String;
  }

  private static String range(Record entry) {
    for (RecordComponent component : entry.getClass().getRecordComponents()) {
      if (component.getName().equals("at") && read(component, entry) instanceof Span at) {
        return range(at);
      }
    }
    boolean shown = entry instanceof Statement || entry instanceof PlStatement;
    return shown && entry instanceof Node node ? range(node.span()) : "";
  }

  private static String range(Span span) {
    int lastLine = span.file().line(span.end());
    return " at "
        + span.line()
        + ":"
        + span.column()
        + "-"
        + (lastLine == span.line() ? "" : lastLine + ":")
        + span.file().column(span.end());
  }

  private static @Nullable Object read(RecordComponent component, Record entry) {
    try {
      return component.getAccessor().invoke(entry);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(component.toString(), e);
    }
  }
}
