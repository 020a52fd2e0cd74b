package dev.migrationsentry.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The objects that a server is born with, or that one extension brings along. Immutable to its
/// users; reads and parses only what is asked for, once, and is safe for use by several threads.
public final class ObjectSet implements TypeSystem {
  private final String schema;
  private final int major;
  private final @Nullable String extension;
  private final ConcurrentHashMap<String, List<CatalogFunction>> functions =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, List<CatalogOperator>> operators =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, List<CatalogRelation>> relations =
      new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, List<CatalogType>> types = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, List<CatalogCast>> casts = new ConcurrentHashMap<>();

  private ObjectSet(String schema, int major, @Nullable String extension) {
    this.schema = schema;
    this.major = major;
    this.extension = extension;
  }

  static ObjectSet ofServer(int major) {
    return new ObjectSet("pg_catalog", major, null);
  }

  static ObjectSet ofExtension(String extension, String schema, int major) {
    return new ObjectSet(schema, major, extension);
  }

  /// The lines of a section whose first field is a name, up to a separator, both included. None for
  /// a name that the files could not hold.
  List<String> linesOf(String section, String name, char separator) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || c == '(') {
        return List.of();
      }
    }
    return lines(section, name + separator);
  }

  /// The lines of a section that start with a prefix, the prefix included.
  private List<String> lines(String section, String prefix) {
    List<String> found =
        extension == null
            ? LineFile.of(section + ".txt").find(prefix, major)
            : LineFile.of("extension/" + extension + ".txt").find(section + " " + prefix, major);
    if (!prefix.isEmpty()) {
      found.replaceAll(prefix::concat);
    }
    return found;
  }

  /// The type with this key, or null; composite types of relations are not among them.
  @Override
  public @Nullable CatalogType type(String key) {
    List<CatalogType> known = types.get(key);
    if (known == null) {
      known = parseTypes(linesOf("types", key, ' '));
      types.put(key, known);
    }
    return known.isEmpty() ? null : known.getFirst();
  }

  /// All types, in the order of their keys.
  public List<CatalogType> types() {
    return parseTypes(lines("types", ""));
  }

  private static List<CatalogType> parseTypes(List<String> lines) {
    List<CatalogType> parsed = new ArrayList<>(lines.size());
    for (String line : lines) {
      parsed.add(LineParser.type(line));
    }
    return List.copyOf(parsed);
  }

  /// All functions, procedures and aggregates of a name.
  ///
  /// @param name the name; those of `information_schema` are found with the schema and a dot before
  ///   it
  public List<CatalogFunction> functions(String name) {
    List<CatalogFunction> known = functions.get(name);
    if (known == null) {
      known = parseFunctions(linesOf("functions", name, '('));
      functions.put(name, known);
    }
    return known;
  }

  /// All functions, procedures and aggregates.
  public List<CatalogFunction> functions() {
    return parseFunctions(lines("functions", ""));
  }

  private List<CatalogFunction> parseFunctions(List<String> lines) {
    List<CatalogFunction> parsed = new ArrayList<>(lines.size());
    for (String line : lines) {
      parsed.add(LineParser.function(schema, line));
    }
    return List.copyOf(parsed);
  }

  /// All operators of a name, prefix operators among them.
  public List<CatalogOperator> operators(String symbol) {
    List<CatalogOperator> known = operators.get(symbol);
    if (known == null) {
      known = parseOperators(linesOf("operators", symbol, ' '));
      operators.put(symbol, known);
    }
    return known;
  }

  /// All operators.
  public List<CatalogOperator> operators() {
    return parseOperators(lines("operators", ""));
  }

  private List<CatalogOperator> parseOperators(List<String> lines) {
    List<CatalogOperator> parsed = new ArrayList<>(lines.size());
    for (String line : lines) {
      parsed.add(LineParser.operator(schema, line));
    }
    return List.copyOf(parsed);
  }

  @Override
  public @Nullable CatalogCast cast(String source, String target) {
    for (CatalogCast cast : castsFrom(source)) {
      if (cast.target().equals(target)) {
        return cast;
      }
    }
    return null;
  }

  /// The entries of `pg_cast` for a source type.
  public List<CatalogCast> castsFrom(String source) {
    List<CatalogCast> known = casts.get(source);
    if (known == null) {
      known = parseCasts(linesOf("casts", source, ' '));
      casts.put(source, known);
    }
    return known;
  }

  /// All entries of `pg_cast`.
  public List<CatalogCast> casts() {
    return parseCasts(lines("casts", ""));
  }

  private static List<CatalogCast> parseCasts(List<String> lines) {
    List<CatalogCast> parsed = new ArrayList<>(lines.size());
    for (String line : lines) {
      parsed.add(LineParser.cast(line));
    }
    return List.copyOf(parsed);
  }

  /// A table or view, or null; of the server's with the schema and a dot before the name.
  public @Nullable CatalogRelation relation(String name) {
    List<CatalogRelation> known = relations.get(name);
    if (known == null) {
      known = parseRelations(linesOf("relations", name, ' '));
      relations.put(name, known);
    }
    return known.isEmpty() ? null : known.getFirst();
  }

  /// All tables and views.
  public List<CatalogRelation> relations() {
    return parseRelations(lines("relations", ""));
  }

  private List<CatalogRelation> parseRelations(List<String> lines) {
    List<CatalogRelation> parsed = new ArrayList<>(lines.size());
    for (String line : lines) {
      parsed.add(LineParser.relation(schema, line));
    }
    return List.copyOf(parsed);
  }

  /// The operator classes of an access method.
  public List<OperatorClass> operatorClasses(String accessMethod) {
    List<OperatorClass> parsed = new ArrayList<>();
    for (String line : linesOf("operator-classes", accessMethod, ' ')) {
      parsed.add(LineParser.operatorClass(line));
    }
    return List.copyOf(parsed);
  }

  /// The operators that an operator family serves.
  ///
  /// For an extension these may also be added to families of the server.
  public List<FamilyOperator> familyOperators(String accessMethod, String family) {
    List<FamilyOperator> parsed = new ArrayList<>();
    for (String line : linesOf("family-operators", accessMethod, ' ')) {
      FamilyOperator operator = LineParser.familyOperator(line);
      if (operator.family().equals(family)) {
        parsed.add(operator);
      }
    }
    return List.copyOf(parsed);
  }

  /// The names of one kind of object, sorted.
  public List<String> names(NamedObject kind) {
    List<String> names = new ArrayList<>();
    String prefix = kind.word() + " ";
    for (String line : lines("names", prefix)) {
      names.add(LineParser.unescape(line.substring(prefix.length())));
    }
    return List.copyOf(names);
  }
}
