package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.builtin.Coercion;
import dev.migrationsentry.builtin.CommonType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Node;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Conversions between types: on assignment, by casts, and where several values become one type
/// (manual, sections 10.4 and 10.5).
final class Conversions {
  private final Analysis analysis;
  private final Coercion coercion;

  Conversions(Analysis analysis) {
    this.analysis = analysis;
    this.coercion = new Coercion(analysis.system);
  }

  /// Whether a value of one type can become one of another; true when that is not known.
  boolean possible(DataType source, DataType target, Context context) {
    String from = analysis.system.key(source);
    String to = analysis.system.key(target);
    if (from == null || to == null) {
      return true;
    }
    CatalogType known = analysis.system.type(to);
    boolean checked =
        analysis.system.type(from) != null
            && known != null
            && known.kind() != CatalogType.Kind.PSEUDO;
    return !checked || coercion.canCoerce(from, to, context);
  }

  /// The type below a domain; any other type itself. By keys.
  String base(String key) {
    return coercion.baseType(key);
  }

  /// Checks a cast that was written.
  void cast(DataType source, DataType target, Span at) {
    if (!possible(source, target, Context.EXPLICIT)) {
      String message =
          "cannot cast type " + analysis.spelled(source) + " to " + analysis.spelled(target);
      throw refused("42846", message, null, at);
    }
  }

  /// Checks the value of a column.
  ///
  /// @param column the column's name
  void assign(DataType source, DataType target, String column, Span at) {
    if (!possible(source, target, Context.ASSIGNMENT)) {
      throw refused(
          "42804",
          "column \""
              + column
              + "\" is of type "
              + analysis.spelled(target)
              + " but expression is of type "
              + analysis.spelled(source),
          "You will need to rewrite or cast the expression.",
          at);
    }
  }

  /// The type that several values have in common.
  ///
  /// @param context the construct as PostgreSQL's message names it: `CASE`
  /// @param places the values, for errors
  DataType common(List<DataType> types, String context, List<? extends Node> places) {
    if (types.isEmpty()) {
      return new DataType.Undecided();
    }
    List<@Nullable String> keys = new ArrayList<>();
    types.forEach(type -> keys.add(analysis.system.key(type)));
    return switch (coercion.commonType(keys)) {
      case CommonType.Found found -> {
        DataType chosen = analysis.system.ofKey(found.type());
        for (Node place : places) {
          if (place instanceof Expression value) {
            analysis.constants.take(value, chosen);
          }
        }
        types.forEach(type -> analysis.stability.convert(type, chosen));
        boolean same = types.stream().allMatch(types.getFirst()::equals);
        boolean literal = types.getFirst().equals(DataType.unknownLiteral());
        yield same && !literal ? types.getFirst() : chosen;
      }
      case CommonType.Unmatched unmatched ->
          throw refused(
              "42804",
              context
                  + " types "
                  + spelled(unmatched.first())
                  + " and "
                  + spelled(unmatched.second())
                  + " cannot be matched",
              null,
              places.get(Math.max(0, keys.indexOf(unmatched.second()))).span());
      case CommonType.Unconvertible unconvertible ->
          throw refused(
              "42846",
              context
                  + " could not convert type "
                  + spelled(unconvertible.source())
                  + " to "
                  + spelled(unconvertible.target()),
              null,
              places.get(Math.max(0, keys.indexOf(unconvertible.source()))).span());
      case CommonType.Undecidable ignored -> agreed(types);
    };
  }

  /// The type of all that are no untyped literals, when they have the same.
  private static DataType agreed(List<DataType> types) {
    DataType common = null;
    for (DataType type : types) {
      if (type.equals(DataType.unknownLiteral())) {
        continue;
      }
      if (common != null && !common.equals(type)) {
        return new DataType.Undecided();
      }
      common = type;
    }
    return common == null ? DataType.builtin("text") : common;
  }

  /// Whether several values have a type in common; false also when that is not known.
  @Nullable DataType commonOrNull(List<DataType> types) {
    List<@Nullable String> keys = new ArrayList<>();
    types.forEach(type -> keys.add(analysis.system.key(type)));
    return coercion.commonType(keys) instanceof CommonType.Found found
        ? analysis.system.ofKey(found.type())
        : null;
  }

  private String spelled(String key) {
    return analysis.spelled(analysis.system.ofKey(key));
  }

  private RuntimeException refused(
      String sqlState, String message, @Nullable String hint, Span at) {
    return analysis.unmatched(sqlState, message, hint, at, ObjectKind.CAST, "cast", null);
  }
}
