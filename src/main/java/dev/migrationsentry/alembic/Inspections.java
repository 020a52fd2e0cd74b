package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.Transaction;
import dev.migrationsentry.schema.TypeText;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What SQLAlchemy's inspector answers (`Inspector` in `sqlalchemy/engine/reflection.py`), out of
/// the model.
final class Inspections {
  private final Sender sender;

  Inspections(Sender sender) {
    this.sender = sender;
  }

  Value call(
      Living.Inspection inspection,
      String method,
      Arguments arguments,
      Span span,
      Running running) {
    if (method.equals("clear_cache")) {
      inspection.answers().clear();
      return Value.NONE;
    }
    String key = method + arguments.positional() + arguments.named();
    Value known = inspection.answers().get(key);
    if (known != null) {
      return known;
    }
    asked(span, running);
    Value answer = answer(method, arguments, span);
    if (running.doubt() == null) {
      inspection.answers().put(key, answer);
    }
    return answer;
  }

  /// In an aborted transaction the inspector's own queries fail.
  private void asked(Span span, Running running) {
    Transaction transaction = sender.database().transaction();
    if (transaction != null && transaction.aborted()) {
      sender.send(
          Value.Text.of("SELECT pg_catalog.pg_class.relname FROM pg_catalog.pg_class", span),
          span,
          running);
    }
  }

  private Value answer(String method, Arguments arguments, Span span) {
    Value first = arguments.get(0, "table_name");
    boolean ofTable = !method.endsWith("_names") && !method.equals("get_enums");
    Value schemaValue = arguments.get(ofTable ? 1 : 0, "schema");
    if (schemaValue instanceof Value.Unknown unknown) {
      return unknown;
    }
    String schema = schemaValue instanceof Value.Text text ? text.text() : null;
    switch (method) {
      case "get_schema_names" -> {
        List<String> names = new ArrayList<>();
        schema().namespaces().forEach(each -> names.add(each.name()));
        names.add("information_schema");
        return names(names, span);
      }
      case "get_table_names", "get_sorted_table_and_fkc_names" -> {
        return names(relations(schema, Table.class), span);
      }
      case "get_view_names" -> {
        return names(relations(schema, View.class), span);
      }
      case "get_enums" -> {
        return enums(schema, span);
      }
      default -> {}
    }
    if (!(first instanceof Value.Text table)) {
      return first instanceof Value.Unknown unknown
          ? unknown
          : new Value.Unknown("`" + method + "` of the inspector is not known");
    }
    if (method.equals("has_table")) {
      return hasTable(schema, table.text());
    }
    if (method.equals("has_schema")) {
      return Value.of(schema().namespace(table.text()) != null);
    }
    String why = schema().uncertainty(table.text());
    Relation relation = relation(schema, table.text());
    if (why != null || relation == null) {
      if (why != null) {
        return new Value.Unknown(why);
      }
      throw Sender.raised("sqlalchemy.exc.NoSuchTableError", table.text());
    }
    return switch (method) {
      case "get_columns" -> columns(relation, span);
      case "get_indexes" -> indexes(relation, span);
      case "has_index" -> {
        Value name = arguments.get(1, "index_name");
        yield name instanceof Value.Text text
            ? present(
                schema().indexes(relation.id()).stream().map(Index::name).toList(), text.text())
            : new Value.Unknown("which index is meant is not known");
      }
      case "get_foreign_keys" -> new Constrained(schema(), relation, span).foreignKeys();
      case "get_unique_constraints" -> new Constrained(schema(), relation, span).unique();
      case "get_pk_constraint" -> new Constrained(schema(), relation, span).primary();
      case "get_check_constraints" -> new Constrained(schema(), relation, span).checks();
      default -> new Value.Unknown("`" + method + "` of the inspector is not known");
    };
  }

  private Schema schema() {
    return sender.database().schema();
  }

  private Value present(List<String> names, String name) {
    String why = schema().uncertainty(name);
    return why != null ? new Value.Unknown(why) : Value.of(names.contains(name));
  }

  /// Whether a table is there.
  Value hasTable(@Nullable String schema, String name) {
    String why = schema().uncertainty(name);
    if (why != null) {
      return new Value.Unknown(why);
    }
    Relation relation = relation(schema, name);
    return Value.of(relation instanceof Table || relation instanceof View);
  }

  private @Nullable Relation relation(@Nullable String schema, String name) {
    List<String> spaces =
        schema != null ? List.of(schema) : sender.database().session().searchPath();
    for (String space : spaces) {
      Namespace namespace = schema().namespace(space);
      Relation found = namespace == null ? null : schema().relation(namespace.id(), name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private List<String> relations(@Nullable String schema, Class<? extends Relation> kind) {
    Namespace namespace = schema().namespace(schema == null ? "public" : schema);
    List<String> names = new ArrayList<>();
    for (SchemaObject object : schema().objects()) {
      if (namespace != null && kind.isInstance(object) && object.namespace() == namespace.id()) {
        names.add(object.name());
      }
    }
    names.sort(Comparator.naturalOrder());
    return names;
  }

  /// A list of names. One that can't be relied on stands in it as a string that may be there.
  private Value names(List<String> names, Span span) {
    List<Value> items = new ArrayList<>();
    for (String name : names) {
      if (schema().uncertainty(name) == null) {
        items.add(Value.Text.of(name, span));
      }
    }
    Value.Sequence list = Value.Sequence.list(items);
    for (String name : schema().uncertainNames()) {
      if (name.equals("*")) {
        list.makeUncertain(String.valueOf(schema().uncertainty("*")));
      } else {
        items.add(maybe(name, span));
      }
    }
    return list.uncertain() != null ? list : Value.Sequence.list(items);
  }

  private Value maybe(String name, Span span) {
    return new Value.Unknown(String.valueOf(schema().uncertainty(name)), Value.Text.of(name, span));
  }

  private Value possible(String name, Span span) {
    Value.Mapping entry = dictionary(Map.of("name", maybe(name, span)), span);
    entry.makeUncertain(String.valueOf(schema().uncertainty(name)));
    return entry;
  }

  private Value columns(Relation relation, Span span) {
    TypeText types = new TypeText(schema(), object -> true);
    List<Value> columns = new ArrayList<>();
    for (Column column : relation.columns()) {
      if (schema().uncertainty(column.name()) == null) {
        Map<String, Value> entry = new LinkedHashMap<>();
        entry.put("name", Value.Text.of(column.name(), span));
        entry.put(
            "type",
            new Living.FoundType(types.withModifiers(column.type()).toUpperCase(Locale.ROOT)));
        entry.put("nullable", Value.of(!column.notNull()));
        entry.put(
            "default",
            column.defaultValue() == null
                ? Value.NONE
                : new Value.Unknown(
                    "the default of " + column.name() + " as the server writes it"));
        entry.put("autoincrement", new Value.Unknown("whether a column counts by itself"));
        entry.put("comment", new Value.Unknown("the comment of a column"));
        columns.add(dictionary(entry, span));
      }
    }
    for (String name : schema().uncertainNames()) {
      if (!name.equals("*")) {
        columns.add(possible(name, span));
      }
    }
    Value.Sequence list = Value.Sequence.list(columns);
    if (schema().uncertainNames().contains("*")) {
      list.makeUncertain(String.valueOf(schema().uncertainty("*")));
    }
    return list;
  }

  static Value.Mapping dictionary(Map<String, Value> entries, Span span) {
    Map<Value, Value> converted = new LinkedHashMap<>();
    entries.forEach((name, value) -> converted.put(Value.Text.of(name, span), value));
    return new Value.Mapping(converted);
  }

  private Value indexes(Relation relation, Span span) {
    List<Value> indexes = new ArrayList<>();
    List<Index> all = new ArrayList<>(schema().indexes(relation.id()));
    all.sort(Comparator.comparing(Index::name));
    for (Index index : all) {
      if (schema().uncertainty(index.name()) != null || isPrimary(index, relation)) {
        continue;
      }
      List<Value> names = new ArrayList<>();
      for (Index.Key key : index.keys()) {
        names.add(
            key.column() == 0
                ? Value.NONE
                : Value.Text.of(Constrained.column(relation, key.column()), span));
      }
      Map<String, Value> entry = new LinkedHashMap<>();
      entry.put("name", Value.Text.of(index.name(), span));
      entry.put("column_names", Value.Sequence.list(names));
      entry.put("unique", Value.of(index.unique()));
      indexes.add(dictionary(entry, span));
    }
    for (String name : schema().uncertainNames()) {
      if (!name.equals("*")) {
        indexes.add(possible(name, span));
      }
    }
    return Value.Sequence.list(indexes);
  }

  private boolean isPrimary(Index index, Relation relation) {
    for (Constraint.Key key : schema().belongingTo(relation.id(), Constraint.Key.class)) {
      if (key.primary() && key.index() == index.id()) {
        return true;
      }
    }
    return false;
  }

  private Value enums(@Nullable String schema, Span span) {
    Namespace namespace = schema().namespace(schema == null ? "public" : schema);
    List<Value> enums = new ArrayList<>();
    for (SchemaObject object : schema().objects()) {
      boolean here = namespace != null && object.namespace() == namespace.id();
      if (here && object instanceof UserType.EnumType type) {
        List<Value> labels = new ArrayList<>();
        type.labels().forEach(label -> labels.add(Value.Text.of(label, span)));
        Map<String, Value> entry = new LinkedHashMap<>();
        entry.put("name", Value.Text.of(type.name(), span));
        entry.put("schema", Value.Text.of(schema == null ? "public" : schema, span));
        entry.put("visible", Value.of(true));
        entry.put("labels", Value.Sequence.list(labels));
        enums.add(dictionary(entry, span));
      }
    }
    Value.Sequence list = Value.Sequence.list(enums);
    if (!schema().uncertainNames().isEmpty()) {
      list.makeUncertain("not all types are known");
    }
    return list;
  }

  /// `sa.Table(…)`, which with `autoload_with` finds its columns in the database.
  Value table(String name, Arguments arguments, Span span, Running running) {
    Value by = arguments.get("autoload_with");
    boolean loads =
        by instanceof Value.Handle
            || (arguments.get("autoload") instanceof Value.Truth truth && truth.truth());
    Value table = arguments.get(0, "name");
    if (!loads || !(table instanceof Value.Text text)) {
      return new Value.Construct(name, arguments, span);
    }
    asked(span, running);
    Value schemaValue = arguments.get("schema");
    String schema = schemaValue instanceof Value.Text given ? given.text() : null;
    String why = schema().uncertainty(text.text());
    Relation relation = relation(schema, text.text());
    if (why == null && relation == null) {
      throw Sender.raised("sqlalchemy.exc.NoSuchTableError", text.text());
    }
    if (why != null || relation == null || !schema().uncertainNames().isEmpty()) {
      return new Value.Construct(name, arguments, span);
    }
    List<Value> positional = new ArrayList<>(arguments.positional());
    for (Column column : relation.columns()) {
      positional.add(
          new Value.Construct(
              "sqlalchemy.column", Arguments.of(Value.Text.of(column.name(), span)), span));
    }
    Map<String, Value> named = new LinkedHashMap<>(arguments.named());
    named.remove("autoload_with");
    named.remove("autoload");
    return new Value.Construct(name, new Arguments(positional, named, null), span);
  }
}
