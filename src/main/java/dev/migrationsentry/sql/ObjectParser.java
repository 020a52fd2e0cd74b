package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Statement;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads statements that treat objects of many kinds alike: DROP, COMMENT, SECURITY LABEL; sends
/// CREATE and ALTER of the kinds without a parser of their own to the parser of their group.
final class ObjectParser {
  /// What COMMENT can say something about and SECURITY LABEL cannot.
  private static final Set<ObjectKind> NOT_LABELED =
      EnumSet.of(
          ObjectKind.CONSTRAINT,
          ObjectKind.POLICY,
          ObjectKind.RULE,
          ObjectKind.TRIGGER,
          ObjectKind.TRANSFORM,
          ObjectKind.OPERATOR,
          ObjectKind.OPERATOR_CLASS,
          ObjectKind.OPERATOR_FAMILY,
          ObjectKind.CAST);

  private final Parser parser;
  private final Cursor cursor;
  private final Names names;
  private final KindParser kinds;
  private final AlterationParser alterations;
  private final DropParser drops;
  private final OperatorParser operators;
  private final DefinitionParser definitions;
  private final ForeignObjectParser foreign;
  private final ReplicationParser replication;
  private final StatisticsParser statistics;

  ObjectParser(Parser parser) {
    this.parser = parser;
    this.cursor = parser.cursor;
    this.names = parser.names;
    this.kinds = new KindParser(parser);
    this.alterations = new AlterationParser(parser);
    this.drops = new DropParser(parser);
    this.operators = new OperatorParser(parser);
    this.definitions = new DefinitionParser(parser);
    this.foreign = new ForeignObjectParser(parser);
    this.replication = new ReplicationParser(parser);
    this.statistics = new StatisticsParser(parser);
  }

  /// `CREATE` of a kind without a parser of its own, from its first word on.
  Statement create() {
    boolean replace = cursor.is("create", "or", "replace");
    int ahead = replace ? 3 : 1;
    return switch (cursor.word(ahead)) {
      case "language", "trusted", "procedural" -> definitions.createLanguage();
      case "transform" -> operators.createTransform();
      default -> {
        if (replace) {
          throw cursor.error(cursor.position() + ahead);
        }
        yield createWithoutReplace();
      }
    };
  }

  private Statement createWithoutReplace() {
    return switch (cursor.word(1)) {
      case "operator" -> operators.createOperator();
      case "cast" -> operators.createCast();
      case "collation" -> definitions.createCollation();
      case "conversion", "default" -> definitions.createConversion();
      case "text" -> definitions.createTextSearch();
      case "access" -> definitions.createAccessMethod();
      case "assertion" -> definitions.createAssertion();
      case "foreign" -> foreign.createWrapper();
      case "server" -> foreign.createServer();
      case "user" -> foreign.createUserMapping();
      case "publication" -> replication.createPublication();
      case "subscription" -> replication.createSubscription();
      case "statistics" -> statistics.create();
      default -> throw cursor.error(cursor.position() + 1);
    };
  }

  /// `ALTER` of a kind without a parser of its own, from its first word on.
  Statement alter() {
    int start = cursor.position();
    cursor.expect("alter");
    return switch (cursor.word()) {
      case "text" -> definitions.alterTextSearch(start);
      case "operator" -> operators.alterOperator(start);
      case "publication" -> replication.alterPublication(start);
      case "subscription" -> replication.alterSubscription(start);
      case "statistics" -> statistics.alter(start);
      case "collation" -> definitions.alterCollation(start);
      case "foreign" -> foreign.alterWrapper(start);
      case "server" -> foreign.alterServer(start);
      case "user" -> foreign.alterUserMapping(start);
      case "aggregate", "conversion", "language", "procedural", "large", "schema", "rule" -> {
        ObjectKind kind = kinds.required();
        ObjectReference object = alteredReference(kind);
        yield alterations.required(start, object);
      }
      default -> throw cursor.error();
    };
  }

  private ObjectReference alteredReference(ObjectKind kind) {
    return switch (kind) {
      case AGGREGATE -> parser.references.aggregate();
      case LARGE_OBJECT -> parser.references.largeObject();
      case RULE -> parser.references.onTable(kind, true);
      case CONVERSION -> parser.references.qualified(kind);
      default -> parser.references.plain(kind);
    };
  }

  /// `DROP`, from its first word on.
  Statement drop() {
    return drops.drop();
  }

  /// An object of any kind in the way that COMMENT names it.
  ObjectReference reference(ObjectKind kind) {
    ObjectReference named = parser.references.byName(kind);
    if (named != null) {
      return named;
    }
    return switch (kind) {
      case COLUMN -> parser.references.qualified(kind);
      case TYPE, DOMAIN -> parser.references.type(kind);
      case AGGREGATE -> parser.references.aggregate();
      case FUNCTION, PROCEDURE, ROUTINE -> parser.references.routine(kind);
      case OPERATOR -> parser.references.operator();
      case OPERATOR_CLASS, OPERATOR_FAMILY -> parser.references.operatorGroup(kind);
      case POLICY, RULE, TRIGGER -> parser.references.onTable(kind, false);
      case CONSTRAINT -> constraint();
      case CAST -> parser.references.cast();
      case TRANSFORM -> parser.references.transform();
      case LARGE_OBJECT -> parser.references.largeObject();
      default -> throw cursor.error();
    };
  }

  /// `name ON table`, or `name ON DOMAIN domain`.
  private ObjectReference constraint() {
    int start = cursor.position();
    QualifiedName name = ReferenceParser.single(names.colId());
    cursor.expect("on");
    boolean ofDomain = cursor.is("domain") && names.isColId(1);
    if (ofDomain) {
      cursor.advance();
    }
    QualifiedName owner = names.anyName();
    return new ObjectReference(
        ofDomain ? ObjectKind.DOMAIN_CONSTRAINT : ObjectKind.CONSTRAINT,
        name,
        null,
        owner,
        cursor.span(start));
  }

  /// `COMMENT ON`, from its first word on.
  Statement comment() {
    int start = cursor.position();
    cursor.expect("comment", "on");
    ObjectReference object = commented(Set.of());
    cursor.expect("is");
    String text = textOrNull();
    return new ObjectStatement.Comment(object, text, cursor.span(start));
  }

  /// `SECURITY LABEL`, from its first word on.
  Statement securityLabel() {
    int start = cursor.position();
    cursor.expect("security", "label");
    if (cursor.accept("for")) {
      names.nonReservedWordOrString();
    }
    cursor.expect("on");
    ObjectReference object = commented(NOT_LABELED);
    cursor.expect("is");
    textOrNull();
    return new ObjectStatement.SecurityLabel(object, cursor.span(start));
  }

  private ObjectReference commented(Set<ObjectKind> refused) {
    int token = cursor.position();
    if (cursor.is("user")) {
      throw cursor.error();
    }
    ObjectKind kind = kinds.required();
    if (refused.contains(kind)) {
      throw cursor.error(token);
    }
    return reference(kind);
  }

  private @Nullable String textOrNull() {
    return cursor.accept("null") ? null : names.string();
  }

  /// An object behind `ALTER EXTENSION name ADD|DROP`.
  ObjectReference extensionMember() {
    int token = cursor.position();
    if (cursor.is("user")) {
      throw cursor.error();
    }
    ObjectKind kind = kinds.required();
    return switch (kind) {
      case COLUMN, CONSTRAINT, LARGE_OBJECT, POLICY, RULE, TRIGGER -> throw cursor.error(token);
      default -> reference(kind);
    };
  }

  /// `IMPORT FOREIGN SCHEMA`, from its first word on.
  Statement importForeignSchema() {
    return foreign.importSchema();
  }

  /// A routine with the types of its arguments, or without them: `f(int, text)`, `f`
  /// (`function_with_argtypes`).
  ///
  /// @param kind FUNCTION, PROCEDURE or ROUTINE
  ObjectReference routine(ObjectKind kind) {
    return parser.references.routine(kind);
  }

  /// What many kinds have in common behind `ALTER kind name`: `RENAME TO`, `OWNER TO`, `SET
  /// SCHEMA`, `[NO] DEPENDS ON EXTENSION`.
  ///
  /// @param start the statement's first token
  /// @return null when something else stands here
  @Nullable Statement commonAlteration(int start, ObjectReference object, boolean ifExists) {
    return alterations.alteration(start, object, ifExists);
  }

  /// The same, where nothing else may stand.
  ///
  /// @throws SyntaxException when something else stands here
  Statement requiredAlteration(int start, ObjectReference object) {
    return alterations.required(start, object);
  }

  /// `[NO] DEPENDS ON EXTENSION name`.
  Statement dependsOnExtension(int start, ObjectReference object) {
    return alterations.dependsOnExtension(start, object);
  }
}
