package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The results of statements as Python code sees them (`CursorResult` of SQLAlchemy).
final class Results {
  private Results() {}

  /// A value of the database as a value of Python.
  static Value of(dev.migrationsentry.evaluation.Value value, Span span) {
    return switch (value) {
      case dev.migrationsentry.evaluation.Value.Null ignored -> Value.NONE;
      case dev.migrationsentry.evaluation.Value.Text text -> Value.Text.of(text.text(), span);
      case dev.migrationsentry.evaluation.Value.Numeral numeral ->
          new Value.Numeral(numeral.number(), numeral.number().scale() <= 0);
      case dev.migrationsentry.evaluation.Value.Truth truth -> Value.of(truth.truth());
      case dev.migrationsentry.evaluation.Value.Array array ->
          Value.Sequence.list(array.elements().stream().map(each -> of(each, span)).toList());
      case dev.migrationsentry.evaluation.Value.Row ignored -> new Value.Unknown("a row value");
      case dev.migrationsentry.evaluation.Value.Unknown unknown -> new Value.Unknown(unknown.why());
    };
  }

  /// Calls a method of a result.
  static Value call(Living.Answer answer, String method, Arguments arguments, Span span) {
    return switch (method) {
      case "fetchone", "first", "one_or_none" -> first(answer, false, span);
      case "one" -> first(answer, true, span);
      case "scalar", "scalar_one_or_none" -> scalar(answer, false);
      case "scalar_one" -> scalar(answer, true);
      case "fetchall", "all" -> list(answer, span);
      case "fetchmany", "partitions", "yield_per" -> list(answer, span);
      case "mappings" -> answer.as(Living.Answer.Shape.MAPPING);
      case "scalars" -> answer.as(Living.Answer.Shape.SCALAR);
      case "tuples", "unique", "freeze", "execution_options" -> answer;
      case "close", "_soft_close" -> Value.NONE;
      case "keys" -> keys(answer, span);
      default -> new Value.Unknown(unknown(answer));
    };
  }

  private static String unknown(Living.Answer answer) {
    String why = answer.why();
    return why == null ? "it is not known what a result's method returns" : why;
  }

  static @Nullable List<Value> items(Living.Answer answer, Span span) {
    if (answer.why() != null) {
      return null;
    }
    List<Value> items = new ArrayList<>();
    for (Map<String, Value> row : answer.rows()) {
      items.add(shaped(row, answer.shape(), span));
    }
    return items;
  }

  private static Value list(Living.Answer answer, Span span) {
    List<Value> items = new ArrayList<>();
    for (Map<String, Value> row : answer.rows()) {
      items.add(shaped(row, answer.shape(), span));
    }
    Value.Sequence list = Value.Sequence.list(items);
    if (answer.why() != null) {
      list.makeUncertain(answer.why());
    }
    return list;
  }

  private static Value first(Living.Answer answer, boolean required, Span span) {
    String why = answer.why();
    if (why != null) {
      return new Value.Unknown(why);
    }
    if (!answer.rows().isEmpty()) {
      return shaped(answer.rows().getFirst(), answer.shape(), span);
    }
    if (required) {
      throw Sender.raised("sqlalchemy.exc.NoResultFound", "No row was found when one was required");
    }
    return Value.NONE;
  }

  private static Value scalar(Living.Answer answer, boolean required) {
    String why = answer.why();
    if (why != null) {
      return new Value.Unknown(why);
    }
    if (!answer.rows().isEmpty()) {
      return answer.rows().getFirst().values().iterator().next();
    }
    if (required) {
      throw Sender.raised("sqlalchemy.exc.NoResultFound", "No row was found when one was required");
    }
    return Value.NONE;
  }

  private static Value shaped(Map<String, Value> row, Living.Answer.Shape shape, Span span) {
    return switch (shape) {
      case ROW -> new Living.Row(row);
      case MAPPING -> mapping(row, span);
      case SCALAR -> row.values().iterator().next();
    };
  }

  private static Value mapping(Map<String, Value> row, Span span) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    row.forEach((name, value) -> entries.put(Value.Text.of(name, span), value));
    return new Value.Mapping(entries);
  }

  private static Value keys(Living.Answer answer, Span span) {
    if (answer.rows().isEmpty()) {
      return new Value.Unknown(unknown(answer));
    }
    List<Value> names = new ArrayList<>();
    answer.rows().getFirst().keySet().forEach(name -> names.add(Value.Text.of(name, span)));
    return Value.Sequence.list(names);
  }

  /// Calls a method of a row.
  static Value call(Living.Row row, String method, Span span) {
    return switch (method) {
      case "_asdict" -> mapping(row.columns(), span);
      case "keys", "values", "items" -> new Value.Unknown("a method of a row");
      default -> new Value.Unknown("a method of a row");
    };
  }

  /// An attribute of a row.
  static Value member(Living.Row row, String name, Span span) {
    if (name.equals("_mapping")) {
      return mapping(row.columns(), span);
    }
    Value found = row.columns().get(name);
    return found != null ? found : new Value.Unknown("the column " + name + " of a row");
  }

  /// An item of a row.
  static Value item(Living.Row row, Value index) {
    if (index instanceof Value.Text name) {
      Value found = row.columns().get(name.text());
      return found != null ? found : new Value.Unknown("the column " + name.text() + " of a row");
    }
    if (index instanceof Value.Numeral numeral) {
      int at = numeral.number().intValue();
      int size = row.columns().size();
      at = at < 0 ? at + size : at;
      if (at >= 0 && at < size) {
        return new ArrayList<>(row.columns().values()).get(at);
      }
    }
    return new Value.Unknown("a column of a row");
  }
}
