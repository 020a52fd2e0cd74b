package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogCast;
import dev.migrationsentry.builtin.FamilyOperator;
import dev.migrationsentry.builtin.OperatorClass;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.SchemaObject;
import org.jspecify.annotations.Nullable;

/// Which types a foreign key can compare: those with an equality operator in the operator family of
/// the referenced index, or that are converted implicitly to the type it indexes.
final class KeyTypes {
  private static final int EQUALITY = 3;

  private KeyTypes() {}

  /// Whether a column of a type can refer to a key of another.
  static boolean comparable(Draft draft, DataType referenced, DataType referencing) {
    OperatorClasses classes = new OperatorClasses(draft);
    DataType key = classes.base(referenced);
    DataType own = classes.base(referencing);
    if (key.equals(own)) {
      return true;
    }
    if (key instanceof DataType.Builtin keyBuiltin && own instanceof DataType.Builtin ownBuiltin) {
      return comparable(draft, keyBuiltin.name(), ownBuiltin.name());
    }
    return implicitCast(draft, own, key);
  }

  private static boolean comparable(Draft draft, String key, String own) {
    Builtin builtin = Builtin.of(draft.major());
    OperatorClass indexed = defaultClass(builtin, key);
    if (indexed == null) {
      return true;
    }
    for (FamilyOperator operator : builtin.objects().familyOperators("btree", indexed.family())) {
      if (operator.strategy() == EQUALITY
          && operator.left().equals(indexed.type())
          && operator.right().equals(own)) {
        return true;
      }
    }
    return implicitCast(draft, DataType.builtin(own), DataType.builtin(indexed.type()));
  }

  private static @Nullable OperatorClass defaultClass(Builtin builtin, String type) {
    OperatorClass coercible = null;
    for (OperatorClass candidate : builtin.objects().operatorClasses("btree")) {
      if (!candidate.isDefault()) {
        continue;
      }
      if (candidate.type().equals(type)) {
        return candidate;
      }
      CatalogCast cast = builtin.cast(type, candidate.type());
      if (cast != null
          && cast.method() == CatalogCast.Method.BINARY
          && cast.context() == CatalogCast.Context.IMPLICIT) {
        coercible = candidate;
      }
    }
    return coercible;
  }

  private static boolean implicitCast(Draft draft, DataType from, DataType to) {
    if (from.equals(to)) {
      return true;
    }
    if (from instanceof DataType.Builtin source && to instanceof DataType.Builtin target) {
      CatalogCast cast = Builtin.of(draft.major()).cast(source.name(), target.name());
      if (cast != null && cast.context() == CatalogCast.Context.IMPLICIT) {
        return true;
      }
    }
    SchemaObject created = draft.schema().cast(from, to);
    return created instanceof GlobalObject.Cast cast && cast.context().equals("implicit");
  }
}
