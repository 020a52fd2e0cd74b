package dev.migrationsentry.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// What a fresh PostgreSQL server of one major version has, and what its extensions would add.
/// Immutable to its users; reads and parses only what is asked for, once, and is safe for use by
/// several threads.
public final class Builtin implements TypeSystem {
  /// The oldest major that is known.
  public static final int FIRST_MAJOR = 14;

  /// The newest major that is known.
  public static final int LAST_MAJOR = 18;

  private static final AtomicReferenceArray<@Nullable Builtin> MAJORS =
      new AtomicReferenceArray<>(LAST_MAJOR - FIRST_MAJOR + 1);

  private final int major;
  private final ObjectSet server;

  private Builtin(int major) {
    this.major = major;
    this.server = ObjectSet.ofServer(major);
  }

  /// The contents of a fresh server.
  ///
  /// @param major the major version, from [#FIRST_MAJOR] to [#LAST_MAJOR]
  /// @throws IllegalArgumentException for any other
  public static Builtin of(int major) {
    if (major < FIRST_MAJOR || major > LAST_MAJOR) {
      throw new IllegalArgumentException("PostgreSQL " + major);
    }
    Builtin known = MAJORS.get(major - FIRST_MAJOR);
    if (known != null) {
      return known;
    }
    Builtin made = new Builtin(major);
    Builtin first = MAJORS.compareAndExchange(major - FIRST_MAJOR, null, made);
    return first == null ? made : first;
  }

  /// The major version.
  public int major() {
    return major;
  }

  /// The server's own objects as a whole.
  public ObjectSet objects() {
    return server;
  }

  /// The type with a key, or null: types of `pg_catalog` by their bare name, those of
  /// `information_schema` with the schema and a dot before it. The row types of system relations
  /// (`pg_class`) and their arrays are among them.
  @Override
  public @Nullable CatalogType type(String key) {
    CatalogType type = server.type(key);
    if (type != null) {
      return type;
    }
    CatalogRelation relation = relationOfKey(key);
    if (relation != null) {
      return CatalogType.composite(key, "_".concat(key), relation.columns());
    }
    if (key.startsWith("_")) {
      CatalogRelation element = relationOfKey(key.substring(1));
      if (element != null) {
        return CatalogType.arrayOf(
            key, CatalogType.composite(key.substring(1), key, element.columns()));
      }
    }
    return null;
  }

  private @Nullable CatalogRelation relationOfKey(String key) {
    return server.relation(key.indexOf('.') < 0 ? "pg_catalog.".concat(key) : key);
  }

  /// All functions, procedures and aggregates of `pg_catalog` of a name.
  public List<CatalogFunction> functions(String name) {
    return server.functions(name);
  }

  /// All functions of a name in a schema; none when the schema is not one of the system's.
  public List<CatalogFunction> functions(String schema, String name) {
    return switch (schema) {
      case "pg_catalog" -> server.functions(name);
      case "information_schema" -> server.functions("information_schema.".concat(name));
      default -> List.of();
    };
  }

  /// All operators of a name, prefix operators among them.
  public List<CatalogOperator> operators(String symbol) {
    return server.operators(symbol);
  }

  @Override
  public @Nullable CatalogCast cast(String source, String target) {
    return server.cast(source, target);
  }

  /// A table or view of `pg_catalog` or `information_schema`.
  public Optional<CatalogRelation> relation(String schema, String name) {
    return Optional.ofNullable(server.relation(schema.concat(".").concat(name)));
  }

  /// All tables and views of a schema, by name.
  public List<CatalogRelation> relations(String schema) {
    List<CatalogRelation> found = new ArrayList<>();
    for (CatalogRelation relation : server.relations()) {
      if (relation.schema().equals(schema)) {
        found.add(relation);
      }
    }
    return List.copyOf(found);
  }

  /// The operator classes of an access method that have a name; several when they serve several
  /// types (`brin`), none when there is none.
  public List<OperatorClass> operatorClasses(String accessMethod, String name) {
    List<OperatorClass> found = new ArrayList<>();
    for (OperatorClass candidate : server.operatorClasses(accessMethod)) {
      if (candidate.name().equals(name)) {
        found.add(candidate);
      }
    }
    return List.copyOf(found);
  }

  /// Whether an index of an access method on a column of a built-in type may leave its operator
  /// class away; for other types see [DefaultOperatorClass].
  public boolean hasDefaultOperatorClass(String accessMethod, String type) {
    return DefaultOperatorClass.of(this, server.operatorClasses(accessMethod), type) != null;
  }

  /// Whether an object of this kind exists in a fresh database.
  public boolean has(NamedObject kind, String name) {
    return server.names(kind).contains(name);
  }

  /// A configuration parameter, in any case, by its present or by a former name that the server
  /// still takes; empty when there is none. Parameters of extensions (`name.parameter`) are not
  /// here: the server takes any.
  public Optional<Setting> setting(String name) {
    List<String> lines = server.linesOf(Section.SETTINGS, name.toLowerCase(Locale.ROOT), " ");
    return lines.isEmpty() ? Optional.empty() : Optional.of(LineParser.setting(lines.getFirst()));
  }

  /// An extension, from contrib or well known otherwise; empty when the name is not known at all.
  public Optional<CatalogExtension> extension(String name) {
    List<String> lines = server.linesOf(Section.EXTENSIONS, name, " ");
    if (!lines.isEmpty()) {
      return Optional.of(LineParser.extension(lines.getFirst()));
    }
    return server.linesOf(Section.EXTERNAL_EXTENSIONS, name, " ").isEmpty()
        ? Optional.empty()
        : Optional.of(
            new CatalogExtension(
                name, null, List.of(), true, false, true, null, CatalogExtension.Known.NAME));
  }

  /// The names of all extensions of contrib that this major has.
  public List<String> extensions() {
    List<String> names = new ArrayList<>();
    for (String line : LineFile.of(Section.EXTENSIONS.resource()).find("", 0, major)) {
      names.add(line.substring(0, line.indexOf(" ")));
    }
    return List.copyOf(names);
  }

  /// The names of well-known extensions that are not part of contrib.
  public List<String> otherExtensions() {
    List<String> names = new ArrayList<>();
    for (String line : LineFile.of(Section.EXTERNAL_EXTENSIONS.resource()).find("", 0, major)) {
      names.add(line.substring(0, line.indexOf(" ")));
    }
    return List.copyOf(names);
  }

  /// The objects that `CREATE EXTENSION` makes, without those of the extensions that it requires.
  ///
  /// @param schema the schema that its functions, operators and relations are put into
  /// @return empty unless the extension's contents are known
  public Optional<ObjectSet> contents(String extension, String schema) {
    Optional<CatalogExtension> known = extension(extension);
    return known.isPresent() && known.get().known() == CatalogExtension.Known.CONTENTS
        ? Optional.of(ObjectSet.ofExtension(extension, schema, major))
        : Optional.empty();
  }
}
