package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.CatalogCast;
import dev.migrationsentry.builtin.CatalogColumn;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.builtin.TypeSystem;
import dev.migrationsentry.builtin.Volatility;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The types and casts of a database: the server's own, and those that were created in it.
///
/// Created types have the key `#` and their id, their arrays `_#` and that id.
final class DatabaseTypes implements TypeSystem {
  private static final String UNDECIDED = "?";

  private final Schema schema;
  private final Builtin builtin;

  DatabaseTypes(Database database) {
    this.schema = database.schema();
    this.builtin = Builtin.of(database.major());
  }

  /// The key of a type, or null when it is not known well enough.
  @Nullable String key(DataType type) {
    return switch (type) {
      case DataType.Builtin plain -> plain.name();
      case DataType.Created created -> {
        SchemaObject object = schema.object(created.id());
        boolean known = object != null && schema.uncertainty(object.name()) == null;
        yield known ? "#" + created.id() : null;
      }
      case DataType.Array array -> {
        String element = key(array.element());
        CatalogType of = element == null ? null : type(element);
        yield of == null ? null : of.arrayType();
      }
      case DataType.Undecided ignored -> null;
    };
  }

  /// The key of a type as a part of a signature: one that no type has stands for what is not known.
  String declared(DataType type) {
    String key = key(type);
    return key == null ? UNDECIDED : key;
  }

  /// The type of a key.
  DataType ofKey(@Nullable String key) {
    if (key == null || key.equals(UNDECIDED)) {
      return new DataType.Undecided();
    }
    if (key.startsWith("#")) {
      return new DataType.Created(Integer.parseInt(key.substring(1)), List.of());
    }
    if (key.startsWith("_#")) {
      return new DataType.Array(ofKey(key.substring(1)));
    }
    CatalogType type = key.startsWith("_") ? builtin.type(key) : null;
    String element = type == null ? null : type.elementType();
    return element == null ? DataType.builtin(key) : new DataType.Array(DataType.builtin(element));
  }

  @Override
  public @Nullable CatalogType type(String key) {
    if (key.startsWith("_#")) {
      CatalogType element = type(key.substring(1));
      return element == null ? null : CatalogType.arrayOf(key, element);
    }
    if (!key.startsWith("#")) {
      return builtin.type(key);
    }
    SchemaObject object = schema.object(Integer.parseInt(key.substring(1)));
    String array = "_" + key;
    return switch (object) {
      case UserType.EnumType ignored -> CatalogType.enumeration(key, array);
      case UserType.DomainType domain -> {
        String base = key(domain.base());
        CatalogType under = base == null ? null : type(base);
        yield under == null ? null : CatalogType.domain(key, array, under, domain.notNull());
      }
      case UserType.RangeType range ->
          CatalogType.range(key, array, declared(range.subtype()), "#" + range.multirange());
      case UserType.MultirangeType multirange ->
          CatalogType.multirange(key, array, "#" + multirange.range());
      case UserType.BaseType base -> base(base, key, array);
      case Relation relation -> CatalogType.composite(key, array, columns(relation));
      case null -> null;
      default -> null;
    };
  }

  private List<CatalogColumn> columns(Relation relation) {
    List<CatalogColumn> columns = new ArrayList<>();
    for (Column column : relation.columns()) {
      columns.add(new CatalogColumn(column.name(), declared(column.type())));
    }
    return columns;
  }

  private static CatalogType base(UserType.BaseType base, String key, String array) {
    return new CatalogType(
        key,
        CatalogType.Kind.BASE,
        base.category(),
        base.preferred(),
        Volatility.IMMUTABLE,
        Volatility.IMMUTABLE,
        true,
        base.collatable(),
        array,
        null,
        null,
        null,
        false,
        null,
        null,
        null,
        List.of());
  }

  @Override
  public @Nullable CatalogCast cast(String source, String target) {
    GlobalObject.Cast created = schema.cast(ofKey(source), ofKey(target));
    if (created == null) {
      CatalogType from = type(source);
      return from != null && source.startsWith("#") && target.equals(from.multirangeType())
          ? CatalogCast.toMultirange(source, target)
          : builtin.cast(source, target);
    }
    CatalogCast.Context context =
        switch (created.context()) {
          case "implicit" -> CatalogCast.Context.IMPLICIT;
          case "assignment" -> CatalogCast.Context.ASSIGNMENT;
          default -> CatalogCast.Context.EXPLICIT;
        };
    CatalogCast.Method method =
        switch (created.method()) {
          case "binary" -> CatalogCast.Method.BINARY;
          case "inout" -> CatalogCast.Method.INPUT_OUTPUT;
          default -> CatalogCast.Method.FUNCTION;
        };
    return new CatalogCast(source, target, context, method, null);
  }

  @Override
  public boolean inheritsFrom(String rowType, String ancestor) {
    if (!rowType.startsWith("#") || !ancestor.startsWith("#")) {
      return false;
    }
    int wanted = Integer.parseInt(ancestor.substring(1));
    return schema.object(Integer.parseInt(rowType.substring(1))) instanceof Table table
        && table.ancestors().stream()
            .anyMatch(parent -> parent == wanted || inheritsFrom("#" + parent, ancestor));
  }
}
