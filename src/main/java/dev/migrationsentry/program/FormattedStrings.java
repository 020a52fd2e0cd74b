package dev.migrationsentry.program;

import dev.migrationsentry.python.ast.FormattedPart;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Strings with `{…}` in them (Python Language Reference, section 2.4.3).
final class FormattedStrings {
  private final Interpreter interpreter;

  FormattedStrings(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  Value value(List<FormattedPart> parts, Frame frame, Span span) {
    List<Value.Text> texts = new ArrayList<>();
    Value.Unknown gap = null;
    for (FormattedPart part : parts) {
      switch (part) {
        case FormattedPart.LiteralPart literal ->
            texts.add(Texts.of(literal.pieces(), literal.span()));
        case FormattedPart.FieldPart field -> {
          Value value = interpreter.evaluate(field.value(), frame);
          Value.Text text = field(field, value, frame);
          if (text != null) {
            texts.add(text);
          } else {
            texts.add(Texts.shape(value, field.span()));
            if (gap == null) {
              gap =
                  value instanceof Value.Unknown unknown
                      ? unknown
                      : new Value.Unknown(
                          "`" + Expressions.shown(field.value().span()) + "` is not known as text");
            }
          }
        }
      }
    }
    return gap != null ? Texts.gapped(texts, gap, span) : Texts.concatenate(texts, span);
  }

  private Value.@Nullable Text field(FormattedPart.FieldPart field, Value value, Frame frame) {
    List<FormattedPart> format = field.format();
    Value spec =
        format == null ? Value.Text.of("", field.span()) : value(format, frame, field.span());
    if (!(spec instanceof Value.Text written)) {
      return null;
    }
    return switch (field.conversion()) {
      case NONE -> {
        Value.Text text = interpreter.callables().asText(value, field.span());
        yield written.text().isEmpty() && text != null
            ? text
            : Spelling.format(value, written.text(), field.span());
      }
      case STR -> interpreter.callables().asText(value, field.span());
      case REPR, ASCII -> {
        String spelled = Spelling.repr(value);
        yield spelled == null ? null : Value.Text.of(spelled, field.span());
      }
    };
  }

  /// The result of an operator that is not known here.
  Value withGaps(String operator, Value left, Value right, Span span) {
    boolean known = left instanceof Value.Text || right instanceof Value.Text;
    boolean shaped = left instanceof Value.Unknown one && one.shape() != null;
    if (operator.equals("+") && (known || shaped)) {
      Value.Unknown gap = gap(left, right, span);
      return Texts.gapped(List.of(Texts.shape(left, span), Texts.shape(right, span)), gap, span);
    }
    if (operator.equals("%") && left instanceof Value.Text text) {
      return Percent.withGaps(text, gap(left, right, span), span);
    }
    if (left instanceof Value.Unknown unknown) {
      return unknown;
    }
    return right instanceof Value.Unknown unknown
        ? unknown
        : new Value.Unknown("`" + Expressions.shown(span) + "` is not known");
  }

  private static Value.Unknown gap(Value left, Value right, Span span) {
    if (left instanceof Value.Unknown unknown) {
      return unknown;
    }
    return right instanceof Value.Unknown unknown
        ? unknown
        : new Value.Unknown("`" + Expressions.shown(span) + "` is not known");
  }
}
