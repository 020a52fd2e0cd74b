package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.TypeName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the types that casts and column definitions name (manual, chapter 8).
final class Types {
  private final Analysis analysis;

  Types(Analysis analysis) {
    this.analysis = analysis;
  }

  /// The type of a key of the built-in catalog: `int4`, `_int4`.
  DataType ofKey(String key) {
    return analysis.system.ofKey(key);
  }

  /// The type of a written name.
  DataType named(TypeName written) {
    if (written.percentType()) {
      return new DataType.Undecided();
    }
    DataType type = find(written.name());
    if (type == null) {
      if (analysis.database().schema().unknownExtension(written.name().name()) != null) {
        return new DataType.Undecided();
      }
      analysis.schema(written.name());
      String suffix = written.dimensions() > 0 ? "[]" : "";
      throw analysis.missing(
          "42704",
          "type \"" + written.name() + suffix + "\" does not exist",
          written.span(),
          ObjectKind.TYPE,
          written.name().name(),
          written.name().qualifier(),
          List.of());
    }
    if (type instanceof DataType.Created created) {
      analysis.refer(created.id(), 0);
    }
    DataType modified = modified(type, written);
    return written.dimensions() == 0 || modified instanceof DataType.Array
        ? modified
        : new DataType.Array(modified);
  }

  private static DataType modified(DataType type, TypeName written) {
    List<Integer> modifiers = new ArrayList<>();
    for (Expression modifier : written.modifiers()) {
      if (modifier instanceof Expression.Constant constant
          && constant.kind() == Expression.Constant.Kind.INTEGER
          && constant.value().length() < 9) {
        modifiers.add(Integer.parseInt(constant.value()));
      }
    }
    return switch (type) {
      case DataType.Builtin builtin -> new DataType.Builtin(builtin.name(), modifiers);
      case DataType.Created created -> new DataType.Created(created.id(), modifiers);
      case DataType.Array array -> array;
      case DataType.Undecided undecided -> undecided;
    };
  }

  /// The type of a name, or null.
  @Nullable DataType find(QualifiedName name) {
    String qualifier = name.qualifier();
    for (Namespace namespace : analysis.lookup.path()) {
      if (qualifier == null || qualifier.equals(namespace.name())) {
        DataType found = findIn(namespace, name.name());
        if (found != null) {
          return found;
        }
      }
    }
    Namespace elsewhere =
        qualifier == null ? null : analysis.database().schema().namespace(qualifier);
    return elsewhere == null ? null : findIn(elsewhere, name.name());
  }

  private @Nullable DataType findIn(Namespace namespace, String name) {
    Schema schema = analysis.database().schema();
    SchemaObject object = schema.find(Schema.Space.TYPE, namespace.id(), name);
    if (object != null) {
      return new DataType.Created(object.id(), List.of());
    }
    if (namespace.name().equals("pg_catalog")
        && Builtin.of(analysis.database().major()).type(name) != null) {
      return ofKey(name);
    }
    if (namespace.name().equals("information_schema")
        && Builtin.of(analysis.database().major()).type("information_schema." + name) != null) {
      return ofKey("information_schema." + name);
    }
    if (name.startsWith("_")) {
      SchemaObject element = schema.find(Schema.Space.TYPE, namespace.id(), name.substring(1));
      if (element != null) {
        return new DataType.Array(new DataType.Created(element.id(), List.of()));
      }
    }
    return null;
  }
}
