package dev.migrationsentry.python;

import dev.migrationsentry.python.ast.Constant;
import dev.migrationsentry.python.ast.Expression;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.python.ast.Statement;
import dev.migrationsentry.python.ast.StringPiece;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whether two texts are the same program: with other comments, docstrings, blanks, line breaks,
/// quotes or parentheses at most.
public final class SameCode {
  private SameCode() {}

  /// Compares two texts. A text that Python refuses is the same program as none.
  public static boolean is(String one, String other) {
    Module first = PythonReader.read(new SourceFile("one", one));
    Module second = PythonReader.read(new SourceFile("other", other));
    return first.failure() == null && second.failure() == null && same(first.body(), second.body());
  }

  /// Compares trees by their records' components; only the places in the text may differ.
  private static boolean same(@Nullable Object one, @Nullable Object other) {
    if (one == null || other == null) {
      return one == other;
    }
    if (one instanceof Span && other instanceof Span) {
      return true;
    }
    if (one instanceof List<?> first && other instanceof List<?> second) {
      return sameElements(told(first), told(second));
    }
    if (one.getClass() != other.getClass()) {
      return false;
    }
    RecordComponent[] components = one.getClass().getRecordComponents();
    if (components == null) {
      return Objects.equals(one, other);
    }
    for (RecordComponent component : components) {
      if (!same(value(component, one), value(component, other))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameElements(List<?> first, List<?> second) {
    if (first.size() != second.size()) {
      return false;
    }
    for (int i = 0; i < first.size(); i++) {
      if (!same(first.get(i), second.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// A list without the statements that do nothing: docstrings, and `pass` beside other statements.
  /// Where a string was cut into pieces is left out as well.
  private static List<?> told(List<?> list) {
    List<Object> told = new ArrayList<>();
    for (Object element : list) {
      boolean text =
          element instanceof Statement.ExpressionStatement statement && isText(statement.value());
      if (!text && !(element instanceof StringPiece) && !(element instanceof Statement.Pass)) {
        told.add(element);
      }
    }
    return told;
  }

  private static boolean isText(Expression expression) {
    return expression instanceof Constant.StringConstant;
  }

  private static @Nullable Object value(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("a record hides " + component.getName(), e);
    }
  }
}
