package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Comprehension;
import dev.migrationsentry.python.ast.DictionaryItem;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.FormattedPart;
import dev.migrationsentry.python.ast.MatchCase;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Node;
import dev.migrationsentry.python.ast.Parameter;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.python.ast.StringPiece;
import dev.migrationsentry.python.ast.WithItem;
import dev.migrationsentry.source.Span;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A syntax tree as the text that `oracle.py` makes of CPython's own: records in preorder, a line
/// for each record with its position and for each value.
final class PythonTreeText {
  private static final ClassValue<List<RecordComponent>> COMPONENTS =
      new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
          List<RecordComponent> shown = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            boolean place =
                component.getType() == Span.class
                    || component.getType() == Module.SyntaxFailure.class
                    || component.getGenericType().getTypeName().contains("StringPiece");
            if (!place) {
              component.getAccessor().setAccessible(true);
              shown.add(component);
            }
          }
          return List.copyOf(shown);
        }
      };

  private final StringBuilder text = new StringBuilder();
  private final ByteColumns columns;
  private final boolean formattedPositions;
  private int formatted;

  private PythonTreeText(String source, boolean formattedPositions) {
    this.columns = new ByteColumns(source);
    this.formattedPositions = formattedPositions;
  }

  /// The text of a file's tree.
  ///
  /// @param source the text it was read from
  /// @param formattedPositions whether to show positions inside of f-strings, which CPython has
  ///   right since 3.12
  static String of(Module module, String source, boolean formattedPositions) {
    PythonTreeText result = new PythonTreeText(source, formattedPositions);
    result.value(module);
    return result.text.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> line("-");
      case Node node -> node(node);
      case List<?> list -> {
        line("[" + list.size());
        list.forEach(this::value);
      }
      case String string -> line("=" + escaped(string));
      case BigInteger number -> line("=" + number.toString(16));
      case Double number ->
          line(String.format(Locale.ROOT, "=%016x", Double.doubleToRawLongBits(number)));
      case Enum<?> constant -> line("=" + constant.name());
      default -> line("=" + value);
    }
  }

  private void node(Node node) {
    text.append(node.getClass().getSimpleName());
    position(node);
    text.append('\n');
    boolean cut =
        node instanceof Expression.FormattedString
            || node instanceof Expression.TemplateString
            || node instanceof FormattedPart;
    formatted += cut ? 1 : 0;
    for (RecordComponent component : COMPONENTS.get(node.getClass())) {
      value(read(component, node));
    }
    formatted -= cut ? 1 : 0;
  }

  private void position(Node node) {
    boolean none =
        switch (node) {
          case Module _,
              WithItem _,
              Comprehension _,
              MatchCase _,
              DictionaryItem _,
              Parameter _,
              FormattedPart _,
              StringPiece _ ->
              true;
          default -> false;
        };
    if (none || (formatted > 0 && !formattedPositions)) {
      return;
    }
    boolean decorated =
        switch (node) {
          case Statement.FunctionDefinition function -> !function.decorators().isEmpty();
          case Statement.ClassDefinition type -> !type.decorators().isEmpty();
          default -> false;
        };
    if (!decorated) {
      text.append(' ').append(columns.place(node.span().start()));
    }
    text.append(' ').append(columns.place(node.span().end()));
  }

  private void line(String content) {
    text.append(content).append('\n');
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= 32 && c < 127 && c != '\\') {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "\\%04x", (int) c));
      }
    }
    return escaped.toString();
  }

  private static @Nullable Object read(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }
}
