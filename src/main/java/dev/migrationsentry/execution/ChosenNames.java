package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.sql.ast.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names that PostgreSQL chooses where a statement gives none: `users_pkey`,
/// `users_email_idx1`.
final class ChosenNames {
  private final Schema schema;
  private final int namespace;

  /// @param namespace the id of the namespace in which the names have to be free
  ChosenNames(Schema schema, int namespace) {
    this.schema = schema;
    this.namespace = namespace;
  }

  /// Joins a table's name, columns and a label with underscores, cut so that the label stays whole
  /// and the longer of the other two loses first (`makeObjectName`).
  static String joined(String first, @Nullable String second, String label) {
    int overhead = 1 + bytes(label) + (second == null ? 0 : 1);
    int available = Name.MAX_BYTES - overhead;
    int firstBytes = bytes(first);
    int secondBytes = second == null ? 0 : bytes(second);
    while (firstBytes + secondBytes > available) {
      if (firstBytes > secondBytes) {
        firstBytes--;
      } else {
        secondBytes--;
      }
    }
    String start = clipped(first, firstBytes);
    return second == null
        ? start + "_" + label
        : start + "_" + clipped(second, secondBytes) + "_" + label;
  }

  /// A free name for a relation (`ChooseRelationName`).
  ///
  /// @param isConstraint whether no constraint in the namespace may have it either
  String relation(String table, @Nullable String columns, String label, boolean isConstraint) {
    String numbered = label;
    for (int pass = 1; ; pass++) {
      String name = joined(table, columns, numbered);
      if (schema.find(Schema.Space.RELATION, namespace, name) == null
          && (!isConstraint
              || schema.find(Schema.Space.CONSTRAINT_NAME, namespace, name) == null)) {
        return name;
      }
      numbered = label + pass;
    }
  }

  /// A free name for a constraint (`ChooseConstraintName`).
  ///
  /// @param others names that the same statement is about to use
  String constraint(
      String table, @Nullable String columns, String label, Collection<String> others) {
    String numbered = label;
    for (int pass = 1; ; pass++) {
      String name = joined(table, columns, numbered);
      if (!others.contains(name)
          && schema.find(Schema.Space.CONSTRAINT_NAME, namespace, name) == null) {
        return name;
      }
      numbered = label + pass;
    }
  }

  /// The columns' part of a chosen name: joined by underscores until it is long enough to be cut
  /// anyway.
  static String addition(List<String> columns) {
    StringBuilder joined = new StringBuilder();
    for (String column : columns) {
      if (!joined.isEmpty()) {
        joined.append('_');
      }
      joined.append(column);
      if (bytes(joined.toString()) > Name.MAX_BYTES) {
        break;
      }
    }
    return joined.toString();
  }

  /// The names of an index's columns: each is unlike those before it (`ChooseIndexColumnNames`).
  static List<String> distinct(List<String> columns) {
    List<String> chosen = new ArrayList<>();
    for (String column : columns) {
      String name = column;
      for (int i = 1; chosen.contains(name); i++) {
        String number = Integer.toString(i);
        name = clipped(column, Name.MAX_BYTES - number.length()) + number;
      }
      chosen.add(name);
    }
    return chosen;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The start of a text that fits into a number of bytes.
  private static String clipped(String text, int bytes) {
    if (bytes(text) <= bytes) {
      return text;
    }
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      used += bytes(text.substring(end, next));
      if (used > bytes) {
        break;
      }
      end = next;
    }
    return text.substring(0, end);
  }
}
