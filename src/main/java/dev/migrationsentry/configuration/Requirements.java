package dev.migrationsentry.configuration;

import dev.migrationsentry.configuration.Requirement.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads what a database must have (`require`).
final class Requirements {
  private static final List<String> KEYS =
      List.of("columns", "tables", "indexes", "unique", "constraints", "extensions", "enums");
  private static final List<String> COLUMN_KEYS = List.of("column", "type", "nullable");

  private final List<Requirement> found = new ArrayList<>();

  private Requirements() {}

  static List<Requirement> of(Entry require) {
    Requirements requirements = new Requirements();
    require
        .fields(KEYS)
        .forEach((key, entry) -> {
          for (Entry item : entry.items()) {
            switch (key) {
              case "columns" -> requirements.column(item);
              case "tables" -> requirements.named(Kind.TABLE, item);
              case "indexes" -> requirements.named(Kind.INDEX, item);
              case "unique" -> requirements.unique(item);
              case "constraints" -> requirements.constraint(item);
              case "extensions" -> requirements.extension(item);
              default -> requirements.enumValue(item);
            }
          }
        });
    return requirements.found;
  }

  /// `users.email`, `users.email: varchar(80) not null`, or a mapping with `column`, `type`,
  /// `nullable`.
  private void column(Entry item) {
    if (item.isText()) {
      column(item.text(), null, null, item);
      return;
    }
    Map<String, Entry> fields = item.fields();
    if (fields.size() == 1 && !COLUMN_KEYS.contains(fields.keySet().iterator().next())) {
      fields.forEach((name, type) -> column(name, type.text(), null, item));
      return;
    }
    fields = item.fields(COLUMN_KEYS);
    String name = Entry.text(fields, "column");
    if (name == null) {
      throw item.problem("Say which column, for example column: users.email.");
    }
    Entry nullable = fields.get("nullable");
    column(name, Entry.text(fields, "type"), nullable == null ? null : nullable.truth(), item);
  }

  private void column(String text, @Nullable String type, @Nullable Boolean nullable, Entry item) {
    List<String> parts = Names.parts(text, item);
    if (parts.size() < 2 || parts.size() > 3) {
      throw item.problem(text + " is no column: write table.column or schema.table.column.");
    }
    add(
        Kind.COLUMN,
        parts.size() == 3 ? parts.getFirst() : null,
        parts.get(parts.size() - 2),
        parts.getLast(),
        List.of(),
        type,
        nullable,
        text,
        item);
  }

  private void named(Kind kind, Entry item) {
    String text = item.text();
    List<String> parts = Names.parts(text, item);
    if (parts.size() > 2) {
      throw item.problem(text + " has too many parts: write name or schema.name.");
    }
    add(
        kind,
        parts.size() == 2 ? parts.getFirst() : null,
        null,
        parts.getLast(),
        List.of(),
        null,
        null,
        text,
        item);
  }

  /// `users(tenant_id, email)`, or the name of a constraint or index.
  private void unique(Entry item) {
    String text = item.text();
    int open = text.indexOf('(');
    if (open < 0) {
      named(Kind.UNIQUE, item);
      return;
    }
    if (!text.endsWith(")")) {
      throw item.problem(text + " is no unique key: write table(column, column).");
    }
    List<String> parts = Names.parts(text.substring(0, open), item);
    if (parts.size() > 2) {
      throw item.problem(text + " has too many parts: write schema.table(column).");
    }
    List<String> columns = new ArrayList<>();
    for (String column : text.substring(open + 1, text.length() - 1).split(",", -1)) {
      columns.addAll(Names.parts(column.strip(), item));
    }
    add(
        Kind.UNIQUE,
        parts.size() == 2 ? parts.getFirst() : null,
        parts.getLast(),
        "",
        columns,
        null,
        null,
        text,
        item);
  }

  /// `orders_total_check`, or with its table, or with schema and table.
  private void constraint(Entry item) {
    String text = item.text();
    List<String> parts = Names.parts(text, item);
    if (parts.size() > 3) {
      throw item.problem(text + " has too many parts: write schema.table.constraint.");
    }
    add(
        Kind.CONSTRAINT,
        parts.size() == 3 ? parts.getFirst() : null,
        parts.size() > 1 ? parts.get(parts.size() - 2) : null,
        parts.getLast(),
        List.of(),
        null,
        null,
        text,
        item);
  }

  private void extension(Entry item) {
    String text = item.text();
    add(Kind.EXTENSION, null, null, text, List.of(), null, null, text, item);
  }

  /// `order_status.cancelled`, or a type with the list of its values.
  private void enumValue(Entry item) {
    if (item.isText()) {
      String text = item.text();
      List<String> parts = Names.parts(text, item);
      if (parts.size() < 2 || parts.size() > 3) {
        throw item.problem(text + " is no enum value: write type.value or schema.type.value.");
      }
      enumValue(parts.subList(0, parts.size() - 1), parts.getLast(), text, item);
      return;
    }
    item.fields()
        .forEach((type, values) -> {
          List<String> parts = Names.parts(type, item);
          if (parts.size() > 2) {
            throw item.problem(type + " has too many parts: write schema.type.");
          }
          for (Entry value : values.items()) {
            enumValue(parts, value.text(), type + "." + value.text(), value);
          }
        });
  }

  private void enumValue(List<String> type, String value, String text, Entry item) {
    add(
        Kind.ENUM_VALUE,
        type.size() == 2 ? type.getFirst() : null,
        type.getLast(),
        value,
        List.of(),
        null,
        null,
        text,
        item);
  }

  private void add(
      Kind kind,
      @Nullable String schema,
      @Nullable String table,
      String name,
      List<String> columns,
      @Nullable String type,
      @Nullable Boolean nullable,
      String text,
      Entry item) {
    found.add(
        new Requirement(kind, schema, table, name, columns, type, nullable, text, item.place()));
  }
}
