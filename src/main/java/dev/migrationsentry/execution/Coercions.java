package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogCast;
import dev.migrationsentry.builtin.CatalogCast.Context;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.UserType;
import java.util.List;

/// Which types are converted to which (manual, section 10.4), as the server's
/// `find_coercion_pathway`.
final class Coercions {
  private static final List<String> WIDENING = List.of("int2", "int4", "int8", "numeric");

  private final Draft draft;
  private final OperatorClasses types;

  Coercions(Draft draft) {
    this.draft = draft;
    this.types = new OperatorClasses(draft);
  }

  /// Whether a value of one type is converted to another one where the context allows it. True when
  /// one of them is not known.
  boolean possible(DataType from, DataType to, Context context) {
    DataType source = types.base(from);
    DataType target = types.base(to);
    if (source instanceof DataType.Undecided
        || target instanceof DataType.Undecided
        || source.equals(target)
        || source.equals(DataType.unknownLiteral())
        || source.equals(DataType.builtin("record"))) {
      return true;
    }
    if (source instanceof DataType.Builtin builtin && target instanceof DataType.Builtin other) {
      CatalogCast cast = Builtin.of(draft.major()).cast(builtin.name(), other.name());
      if (cast != null) {
        return cast.context().compareTo(context) <= 0;
      }
    }
    GlobalObject.Cast created = draft.schema().cast(source, target);
    if (created != null) {
      Context needed =
          switch (created.context()) {
            case "implicit" -> Context.IMPLICIT;
            case "assignment" -> Context.ASSIGNMENT;
            default -> Context.EXPLICIT;
          };
      return needed.compareTo(context) <= 0;
    }
    if (source instanceof DataType.Array left && target instanceof DataType.Array right) {
      return possible(left.element(), right.element(), context);
    }
    return (context.compareTo(Context.ASSIGNMENT) >= 0 && category(target) == 'S')
        || (context == Context.EXPLICIT && category(source) == 'S');
  }

  private char category(DataType type) {
    return switch (type) {
      case DataType.Builtin builtin -> {
        CatalogType known = Builtin.of(draft.major()).type(builtin.name());
        yield known == null ? 'U' : known.category();
      }
      case DataType.Created created ->
          draft.schema().object(created.id()) instanceof UserType.BaseType base
              ? base.category()
              : 'U';
      case DataType.Array ignored -> 'A';
      case DataType.Undecided ignored -> 'X';
    };
  }

  /// Whether no value of the one type can fail to become the other.
  boolean neverFails(DataType from, DataType to) {
    if (from.equals(to)) {
      return true;
    }
    if (!(from instanceof DataType.Builtin source) || !(to instanceof DataType.Builtin target)) {
      return to.equals(DataType.builtin("text"));
    }
    boolean isWider =
        target.modifiers().isEmpty()
            || (target.name().equals(source.name())
                && !source.modifiers().isEmpty()
                && wider(source, target));
    if (source.name().equals(target.name())
        || target.name().equals("text")
        || target.name().equals("varchar")) {
      return isWider || target.name().startsWith("timestamp");
    }
    int fromRank = WIDENING.indexOf(source.name());
    int toRank = WIDENING.indexOf(target.name());
    if (fromRank >= 0 && toRank > fromRank) {
      return target.modifiers().isEmpty();
    }
    String pair = source.name() + " " + target.name();
    return List.of(
            "timestamp timestamptz",
            "timestamptz timestamp",
            "timestamptz date",
            "timestamp date",
            "date timestamp",
            "date timestamptz",
            "float4 float8",
            "json text",
            "bpchar text")
        .contains(pair);
  }

  private static boolean wider(DataType.Builtin from, DataType.Builtin to) {
    if (from.name().equals("numeric")
        && from.modifiers().size() == 2
        && to.modifiers().size() == 2) {
      int digitsBefore = from.modifiers().get(0) - from.modifiers().get(1);
      return to.modifiers().get(0) - to.modifiers().get(1) >= digitsBefore;
    }
    return to.modifiers().getFirst() >= from.modifiers().getFirst();
  }
}
