package dev.migrationsentry.evaluation;

import static dev.migrationsentry.evaluation.CatalogRows.row;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.UserType;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The catalogs of types.
final class TypeCatalogs {
  private final CatalogRows catalogs;
  private final Schema schema;

  TypeCatalogs(CatalogRows catalogs) {
    this.catalogs = catalogs;
    this.schema = catalogs.schema();
  }

  /// Built-in types have no ids in the model: theirs begin here, by their place in the order of
  /// names.
  private static final int FIRST_BUILTIN = 2_000_000_000;

  private List<CatalogType> builtinTypes() {
    return Builtin.of(catalogs.major()).objects().types();
  }

  /// The id of a type.
  Value id(DataType type) {
    if (type instanceof DataType.Created created) {
      return new Value.Numeral(BigDecimal.valueOf(created.id()));
    }
    List<CatalogType> builtin = builtinTypes();
    String name = catalogs.typeName(type);
    for (int i = 0; i < builtin.size(); i++) {
      if (builtin.get(i).name().equals(name)) {
        return new Value.Numeral(BigDecimal.valueOf(FIRST_BUILTIN + (long) i));
      }
    }
    return new Value.Unknown("the id of a type");
  }

  private void builtinTypes(Wanted wanted, List<Map<String, Value>> rows) {
    Integer id = wanted.id("oid");
    String name = wanted.text("typname");
    List<CatalogType> types = builtinTypes();
    for (int i = 0; i < types.size(); i++) {
      CatalogType type = types.get(i);
      boolean asked =
          (id == null || id == FIRST_BUILTIN + i) && (name == null || name.equals(type.name()));
      if (asked) {
        rows.add(
            row(
                "oid",
                FIRST_BUILTIN + i,
                "typname",
                type.name(),
                "typtype",
                type.kind().name().substring(0, 1).toLowerCase(Locale.ROOT)));
      }
    }
  }

  /// `pg_type`.
  void types(Wanted wanted, List<Map<String, Value>> rows) {
    builtinTypes(wanted, rows);
    Integer id = wanted.id("oid");
    SchemaObject one = id == null ? null : schema.object(id);
    Collection<SchemaObject> objects =
        id == null
            ? catalogs.named(SchemaObject.class, Schema.Space.TYPE, wanted.text("typname"))
            : one == null ? List.of() : List.of(one);
    for (SchemaObject object : objects) {
      String kind =
          switch (object) {
            case UserType.EnumType ignored -> "e";
            case UserType.DomainType ignored -> "d";
            case UserType.RangeType ignored -> "r";
            case UserType.MultirangeType ignored -> "m";
            case UserType.BaseType ignored -> "b";
            case Index ignored -> "";
            case Sequence ignored -> "";
            case Relation ignored -> "c";
            default -> "";
          };
      if (!kind.isEmpty()) {
        rows.add(
            row(
                "oid", object.id(),
                "typname", object.name(),
                "typnamespace", object.namespace(),
                "typtype", kind));
      }
    }
  }

  /// `pg_enum`.
  void enums(Wanted wanted, List<Map<String, Value>> rows) {
    Integer wantedType = wanted.id("enumtypid");
    Collection<UserType.EnumType> types = List.of();
    if (wantedType == null) {
      types = catalogs.all(UserType.EnumType.class);
    } else if (schema.object(wantedType) instanceof UserType.EnumType type) {
      types = List.of(type);
    }
    for (UserType.EnumType type : types) {
      int order = 0;
      for (String label : type.labels()) {
        order++;
        rows.add(row("enumtypid", type.id(), "enumlabel", label, "enumsortorder", order));
      }
    }
  }
}
