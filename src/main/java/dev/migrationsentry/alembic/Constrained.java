package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What SQLAlchemy's inspector says of the constraints of a table.
final class Constrained {
  private final Schema schema;
  private final Relation table;
  private final Span span;

  Constrained(Schema schema, Relation table, Span span) {
    this.schema = schema;
    this.table = table;
    this.span = span;
  }

  /// The name of a column by its number.
  static String column(Relation relation, int number) {
    for (Column column : relation.columns()) {
      if (column.number() == number) {
        return column.name();
      }
    }
    return "";
  }

  private Value columns(Relation relation, List<Integer> numbers) {
    List<Value> names = new ArrayList<>();
    numbers.forEach(number -> names.add(text(column(relation, number))));
    return Value.Sequence.list(names);
  }

  private Value text(String text) {
    return Value.Text.of(text, span);
  }

  private <T extends Constraint> List<T> all(Class<T> kind) {
    List<T> all = new ArrayList<>(schema.belongingTo(table.id(), kind));
    all.sort(Comparator.comparing(Constraint::name));
    return all;
  }

  private Value listed(List<Value> known) {
    List<Value> items = new ArrayList<>(known);
    for (String name : schema.uncertainNames()) {
      if (!name.equals("*")) {
        Value maybe =
            new Value.Unknown(String.valueOf(schema.uncertainty(name)), Value.Text.of(name, span));
        Value.Mapping entry = Inspections.dictionary(Map.of("name", maybe), span);
        entry.makeUncertain(String.valueOf(schema.uncertainty(name)));
        items.add(entry);
      }
    }
    Value.Sequence list = Value.Sequence.list(items);
    if (schema.uncertainNames().contains("*")) {
      list.makeUncertain(String.valueOf(schema.uncertainty("*")));
    }
    return list;
  }

  Value foreignKeys() {
    List<Value> found = new ArrayList<>();
    for (Constraint.ForeignKey key : all(Constraint.ForeignKey.class)) {
      SchemaObject referenced = schema.object(key.referencedTable());
      if (schema.uncertainty(key.name()) == null && referenced instanceof Relation other) {
        Map<String, Value> entry = new LinkedHashMap<>();
        entry.put("name", text(key.name()));
        entry.put("constrained_columns", columns(table, key.columns()));
        SchemaObject namespace = schema.object(other.namespace());
        entry.put(
            "referred_schema",
            namespace instanceof Namespace space && !space.name().equals("public")
                ? text(space.name())
                : Value.NONE);
        entry.put("referred_table", text(other.name()));
        entry.put("referred_columns", columns(other, key.referencedColumns()));
        entry.put("options", options(key));
        found.add(Inspections.dictionary(entry, span));
      }
    }
    return listed(found);
  }

  /// The options that SQLAlchemy finds: those that are not what the server takes by itself.
  private Value options(Constraint.ForeignKey key) {
    Map<String, Value> options = new LinkedHashMap<>();
    if (!key.actions().onUpdate().equals("no action")) {
      options.put("onupdate", text(key.actions().onUpdate().toUpperCase(Locale.ROOT)));
    }
    if (!key.actions().onDelete().equals("no action")) {
      options.put("ondelete", text(key.actions().onDelete().toUpperCase(Locale.ROOT)));
    }
    if (key.deferrable()) {
      options.put("deferrable", Value.of(true));
    }
    if (key.initiallyDeferred()) {
      options.put("initially", text("DEFERRED"));
    }
    return Inspections.dictionary(options, span);
  }

  Value unique() {
    List<Value> found = new ArrayList<>();
    for (Constraint.Key key : all(Constraint.Key.class)) {
      if (!key.primary() && schema.uncertainty(key.name()) == null) {
        Map<String, Value> entry = new LinkedHashMap<>();
        entry.put("name", text(key.name()));
        entry.put("column_names", columns(table, key.columns()));
        found.add(Inspections.dictionary(entry, span));
      }
    }
    return listed(found);
  }

  Value primary() {
    for (Constraint.Key key : all(Constraint.Key.class)) {
      if (key.primary()) {
        Map<String, Value> entry = new LinkedHashMap<>();
        entry.put("name", text(key.name()));
        entry.put("constrained_columns", columns(table, key.columns()));
        return Inspections.dictionary(entry, span);
      }
    }
    Map<String, Value> none = new LinkedHashMap<>();
    none.put("name", Value.NONE);
    none.put("constrained_columns", Value.Sequence.list(List.of()));
    return Inspections.dictionary(none, span);
  }

  Value checks() {
    List<Value> found = new ArrayList<>();
    for (Constraint.Check check : all(Constraint.Check.class)) {
      if (schema.uncertainty(check.name()) == null) {
        Map<String, Value> entry = new LinkedHashMap<>();
        entry.put("name", text(check.name()));
        entry.put("sqltext", new Value.Unknown("a condition as the server writes it"));
        found.add(Inspections.dictionary(entry, span));
      }
    }
    return listed(found);
  }
}
