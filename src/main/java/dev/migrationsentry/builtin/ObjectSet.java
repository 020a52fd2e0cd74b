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
  private final ConcurrentHashMap<String, List<OperatorClass>> operatorClasses =
      new ConcurrentHashMap<>();

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

  /// The lines of a section whose first field is a name. None for a name that the files could not
  /// hold.
  ///
  /// @param end what stands behind the name: a blank or a parenthesis
  List<String> linesOf(Section section, String name, String end) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || c == '(') {
        return List.of();
      }
    }
    // Built without the + operator, whose first use would cost more than all the lookups of a run.
    return lines(section, name.concat(end));
  }

  private List<String> lines(Section section, String prefix) {
    if (extension == null) {
      return LineFile.of(section.resource()).find(prefix, 0, major);
    }
    String lead = section.lead();
    return LineFile.of("extension/".concat(extension).concat(".txt"))
        .find(lead.concat(prefix), lead.length(), major);
  }

  /// The type with this key, or null; composite types of relations are not among them.
  @Override
  public @Nullable CatalogType type(String key) {
    List<CatalogType> known = types.get(key);
    if (known == null) {
      known = parseTypes(linesOf(Section.TYPES, key, " "));
      types.put(key, known);
    }
    return known.isEmpty() ? null : known.getFirst();
  }

  /// All types, in the order of their keys.
  public List<CatalogType> types() {
    return parseTypes(lines(Section.TYPES, ""));
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
      known = parseFunctions(linesOf(Section.FUNCTIONS, name, "("));
      functions.put(name, known);
    }
    return known;
  }

  /// All functions, procedures and aggregates.
  public List<CatalogFunction> functions() {
    return parseFunctions(lines(Section.FUNCTIONS, ""));
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
      known = parseOperators(linesOf(Section.OPERATORS, symbol, " "));
      operators.put(symbol, known);
    }
    return known;
  }

  /// All operators.
  public List<CatalogOperator> operators() {
    return parseOperators(lines(Section.OPERATORS, ""));
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
      known = parseCasts(linesOf(Section.CASTS, source, " "));
      casts.put(source, known);
    }
    return known;
  }

  /// All entries of `pg_cast`.
  public List<CatalogCast> casts() {
    return parseCasts(lines(Section.CASTS, ""));
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
      known = parseRelations(linesOf(Section.RELATIONS, name, " "));
      relations.put(name, known);
    }
    return known.isEmpty() ? null : known.getFirst();
  }

  /// All tables and views.
  public List<CatalogRelation> relations() {
    return parseRelations(lines(Section.RELATIONS, ""));
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
    List<OperatorClass> known = operatorClasses.get(accessMethod);
    if (known == null) {
      List<OperatorClass> parsed = new ArrayList<>();
      for (String line : linesOf(Section.OPERATOR_CLASSES, accessMethod, " ")) {
        parsed.add(LineParser.operatorClass(line));
      }
      known = List.copyOf(parsed);
      operatorClasses.put(accessMethod, known);
    }
    return known;
  }

  /// The operators that an operator family serves.
  ///
  /// For an extension these may also be added to families of the server.
  public List<FamilyOperator> familyOperators(String accessMethod, String family) {
    List<FamilyOperator> parsed = new ArrayList<>();
    for (String line : linesOf(Section.FAMILY_OPERATORS, accessMethod, " ")) {
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
    String prefix = kind.word().concat(" ");
    for (String line : lines(Section.NAMES, prefix)) {
      names.add(LineParser.unescape(line.substring(prefix.length())));
    }
    return List.copyOf(names);
  }
}
