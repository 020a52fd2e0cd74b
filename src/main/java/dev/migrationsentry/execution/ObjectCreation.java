package dev.migrationsentry.execution;

import dev.migrationsentry.builtin.Builtin;
import dev.migrationsentry.builtin.NamedObject;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.View;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.ObjectReference;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// CREATE of the objects of which little more than existence matters here.
final class ObjectCreation {
  private final Draft draft;
  private final ObjectStatement.CreateObject statement;
  private final ObjectReference object;

  private ObjectCreation(Draft draft, ObjectStatement.CreateObject statement) {
    this.draft = draft;
    this.statement = statement;
    this.object = statement.object();
  }

  static void execute(ObjectStatement.CreateObject statement, Draft draft) {
    new ObjectCreation(draft, statement).execute();
  }

  private void execute() {
    switch (object.kind()) {
      case PUBLICATION -> publication();
      case SUBSCRIPTION -> throw new Undecided("a subscription depends on another server");
      case SERVER -> server();
      case USER_MAPPING -> userMapping();
      case CAST -> new OperatorCreation(draft, statement, this).cast();
      case OPERATOR -> new OperatorCreation(draft, statement, this).operator();
      case OPERATOR_CLASS, OPERATOR_FAMILY -> new OperatorCreation(draft, statement, this).group();
      case COLLATION -> inSchema("collation", " for encoding \"UTF8\"");
      case CONVERSION,
          TEXT_SEARCH_CONFIGURATION,
          TEXT_SEARCH_DICTIONARY,
          TEXT_SEARCH_PARSER,
          TEXT_SEARCH_TEMPLATE ->
          inSchema(object.kind().words(), "");
      case FOREIGN_DATA_WRAPPER -> outside(NamedObject.FOREIGN_DATA_WRAPPER);
      case LANGUAGE -> language();
      case ACCESS_METHOD -> outside(NamedObject.ACCESS_METHOD);
      default -> throw new Undecided("CREATE " + object.kind().words() + " is not predicted");
    }
  }

  private Span at() {
    return object.name().span();
  }

  /// The refusal of a name that is taken.
  Refusal exists(String message) {
    return Refusal.of("42710", message, at()).about(object.kind(), object.name());
  }

  /// The option of a name, or null.
  @Nullable Option option(String name) {
    for (Option option : statement.options()) {
      if (option.name().equals(name)) {
        return option;
      }
    }
    return null;
  }

  /// Puts an object into the schema of which no more than its existence matters.
  GlobalObject.Other other(int namespace, String qualifier, String detail) {
    GlobalObject.Other other =
        draft.create(id ->
            new GlobalObject.Other(
                id, object.kind(), object.name().name(), namespace, qualifier, detail));
    draft.created(other);
    return other;
  }

  private void publication() {
    String name = object.name().name();
    if (draft.schema().other(ObjectKind.PUBLICATION, 0, name) != null) {
      throw exists("publication \"" + name + "\" already exists");
    }
    List<Integer> schemas = new ArrayList<>();
    for (Option option : statement.options()) {
      if (option.name().equals("tables in schema")) {
        String schema = String.valueOf(option.value());
        Namespace namespace =
            schema.equalsIgnoreCase("current_schema")
                ? draft.names().creationNamespace(object.name())
                : draft.names().namespace(schema, option.span());
        schemas.add(namespace.id());
      }
    }
    List<Integer> tables = tables(statement.tables());
    GlobalObject.Publication publication =
        draft.create(id ->
            new GlobalObject.Publication(id, name, option("all tables") != null, tables, schemas));
    draft.created(publication);
    tables.forEach(table -> draft.depend(publication.id(), table, Dependency.Kind.NORMAL));
    schemas.forEach(schema -> draft.depend(publication.id(), schema, Dependency.Kind.NORMAL));
  }

  private List<Integer> tables(List<QualifiedName> names) {
    List<Integer> tables = new ArrayList<>();
    for (QualifiedName name : names) {
      Relation relation = draft.names().relation(name);
      if (!(relation instanceof Table table)) {
        if (draft.major() < 15) {
          throw Refusal.of("22023", "\"" + relation.name() + "\" is not a table", name.span())
              .detail("Only tables can be added to publications.")
              .restingOn(relation.name());
        }
        throw Refusal.of(
                "22023",
                "cannot add relation \"" + relation.name() + "\" to publication",
                name.span())
            .detail(
                relation instanceof View view
                    ? "This operation is not supported for "
                        + (view.materialized() ? "materialized views." : "views.")
                    : "This operation is not supported for "
                        + AlterPermissions.plural(relation)
                        + ".")
            .restingOn(relation.name());
      }
      if (!tables.contains(table.id())) {
        tables.add(table.id());
      }
    }
    return tables;
  }

  private void server() {
    String name = object.name().name();
    SchemaObject existing = draft.schema().other(ObjectKind.SERVER, 0, name);
    if (existing != null) {
      if (statement.ifNotExists()) {
        draft.skipped(existing);
        return;
      }
      throw exists("server \"" + name + "\" already exists");
    }
    Option option = option("foreign data wrapper");
    String wrapper = option == null ? "" : String.valueOf(option.value());
    SchemaObject own = draft.schema().other(ObjectKind.FOREIGN_DATA_WRAPPER, 0, wrapper);
    if (own == null && draft.schema().unknownExtension() == null) {
      throw Refusal.of(
              "42704",
              "foreign-data wrapper \"" + wrapper + "\" does not exist",
              option == null ? at() : option.span())
          .about(ObjectKind.FOREIGN_DATA_WRAPPER, wrapper, null, List.of());
    }
    GlobalObject.Other server = other(0, "", wrapper);
    if (own != null) {
      draft.depend(server.id(), own.id(), Dependency.Kind.NORMAL);
    }
  }

  private void userMapping() {
    QualifiedName server = object.table();
    if (server == null) {
      throw new IllegalStateException("user mapping without a server");
    }
    Name role = object.name().parts().getLast();
    boolean isPublic = role.stored().equals("public");
    String name = isPublic ? "public" : Roles.get(draft, role).name();
    SchemaObject own = draft.schema().other(ObjectKind.SERVER, 0, server.name());
    if (own == null) {
      throw Refusal.of("42704", "server \"" + server.name() + "\" does not exist", server.span())
          .about(ObjectKind.SERVER, server);
    }
    SchemaObject existing =
        draft.schema().other(ObjectKind.USER_MAPPING, 0, server.name() + " " + name);
    if (existing != null) {
      if (statement.ifNotExists()) {
        draft.skipped(existing);
        return;
      }
      throw exists(
          "user mapping for \"" + name + "\" already exists for server \"" + server.name() + "\"");
    }
    GlobalObject.Other mapping =
        draft.create(
            id -> new GlobalObject.Other(id, ObjectKind.USER_MAPPING, name, 0, server.name(), ""));
    draft.depend(mapping.id(), own.id(), Dependency.Kind.NORMAL);
  }

  private void language() {
    String name = object.name().name();
    boolean known =
        draft.schema().other(ObjectKind.LANGUAGE, 0, name) != null
            || Builtin.of(draft.major()).has(NamedObject.LANGUAGE, name);
    if (known) {
      if (statement.orReplace()) {
        return;
      }
      throw exists("language \"" + name + "\" already exists");
    }
    if (statement.functions().isEmpty()) {
      // Without a handler it is the extension of that name.
      throw new Undecided("whether the extension " + name + " is available is not known");
    }
    other(0, "", "");
  }

  private void outside(NamedObject builtIn) {
    String name = object.name().name();
    if (draft.schema().other(object.kind(), 0, name) != null
        || Builtin.of(draft.major()).has(builtIn, name)) {
      throw exists(object.kind().words() + " \"" + name + "\" already exists");
    }
    other(0, "", "");
  }

  private void inSchema(String words, String encoding) {
    Namespace namespace = draft.names().creationNamespace(object.name());
    String name = object.name().name();
    SchemaObject existing = draft.schema().other(object.kind(), namespace.id(), name);
    if (existing != null) {
      if (statement.ifNotExists()) {
        draft.skipped(existing);
        return;
      }
      if (object.kind() == ObjectKind.CONVERSION || object.kind() == ObjectKind.COLLATION) {
        throw exists(words + " \"" + name + "\"" + encoding + " already exists");
      }
      throw Refusal.of(
              "23505",
              "duplicate key value violates unique constraint \"" + textSearchIndex() + "\"",
              at())
          .about(object.kind(), object.name());
    }
    if (object.kind() == ObjectKind.COLLATION) {
      Option from = option("from");
      if (from != null && from.value() != null) {
        // The value is a name without its quotes.
        List<Name> parts =
            Arrays.stream(from.value().split("\\.", -1))
                .map(part -> new Name(part, from.span()))
                .toList();
        Collations.find(draft, new QualifiedName(parts, from.span()));
      }
    }
    textSearchReferences();
    other(namespace.id(), "", "");
  }

  private String textSearchIndex() {
    return switch (object.kind()) {
      case TEXT_SEARCH_CONFIGURATION -> "pg_ts_config_cfgname_index";
      case TEXT_SEARCH_DICTIONARY -> "pg_ts_dict_dictname_index";
      case TEXT_SEARCH_PARSER -> "pg_ts_parser_prsname_index";
      default -> "pg_ts_template_tmplname_index";
    };
  }

  /// What a text search configuration is copied from, and the template of a dictionary.
  private void textSearchReferences() {
    for (Option option : statement.options()) {
      ObjectKind kind =
          switch (option.name()) {
            case "copy" -> ObjectKind.TEXT_SEARCH_CONFIGURATION;
            case "parser" -> ObjectKind.TEXT_SEARCH_PARSER;
            case "template" -> ObjectKind.TEXT_SEARCH_TEMPLATE;
            default -> null;
          };
      List<String> parts =
          kind == null || option.value() == null ? null : QuotedNames.parts(option.value());
      if (kind != null && parts != null && object.kind() != ObjectKind.COLLATION) {
        QualifiedName name =
            new QualifiedName(
                parts.stream().map(part -> new Name(part, option.span())).toList(), option.span());
        new ObjectLookup(draft).find(new ObjectReference(kind, name, null, null, option.span()));
      }
    }
  }
}
