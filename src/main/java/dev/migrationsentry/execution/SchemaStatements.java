package dev.migrationsentry.execution;

import dev.migrationsentry.schema.GlobalObject;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.Session;
import dev.migrationsentry.sql.ast.AccessStatement;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.SchemaStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TriggerStatement;
import dev.migrationsentry.sql.ast.TypeStatement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Schemas and extensions.
final class SchemaStatements {
  /// The rank of the elements that are executed last.
  private static final int LAST = 5;

  private SchemaStatements() {}

  static void execute(SchemaStatement statement, Draft draft) {
    switch (statement) {
      case SchemaStatement.CreateSchema create -> create(create, draft);
      case SchemaStatement.CreateExtension create -> ExtensionCreation.execute(create, draft);
      case SchemaStatement.AlterExtension alter -> ExtensionChanges.execute(alter, draft);
    }
  }

  private static void create(SchemaStatement.CreateSchema statement, Draft draft) {
    Name authorization = statement.authorization();
    GlobalObject.Role owner = authorization == null ? null : Roles.get(draft, authorization);
    Name written = statement.name();
    // Without a name there is a role: the grammar sees to that.
    String name = written != null ? written.stored() : Objects.requireNonNull(owner).name();
    if (name.startsWith("pg_")) {
      throw Refusal.of("42939", "unacceptable schema name \"" + name + "\"", statement.span())
          .detail("The prefix \"pg_\" is reserved for system schemas.");
    }
    Namespace existing = draft.schema().namespace(name);
    if (existing != null) {
      if (statement.ifNotExists()) {
        draft.skipped(existing);
        return;
      }
      throw Refusal.of("42P06", "schema \"" + name + "\" already exists", statement.span())
          .about(ObjectKind.SCHEMA, name, null, List.of());
    }
    Namespace namespace = draft.create(id -> new Namespace(id, name, false));
    draft.created(namespace);
    if (authorization != null) {
      Owners.change(draft, namespace, authorization);
    }
    if (!statement.elements().isEmpty()) {
      elements(statement, namespace, draft);
    }
  }

  /// Creates what stands inside of CREATE SCHEMA, in the server's order.
  private static void elements(
      SchemaStatement.CreateSchema statement, Namespace namespace, Draft draft) {
    for (Statement element : statement.elements()) {
      checkQualifier(element, namespace);
    }
    Session session = draft.session();
    List<String> path = new ArrayList<>(session.searchPath());
    path.addFirst(namespace.name());
    draft.session(new Session(path, session.role(), session.settings()));
    for (int rank = 0; rank <= LAST; rank++) {
      for (Statement element : statement.elements()) {
        if (rank(element) == rank) {
          Executor.interpret(element, draft);
        }
      }
    }
    draft.session(session);
  }

  private static int rank(Statement element) {
    return switch (element) {
      case TypeStatement.CreateSequence ignored -> 0;
      case CreateTable ignored -> 1;
      case ViewStatement ignored -> 2;
      case IndexStatement ignored -> 3;
      case AccessStatement ignored -> LAST;
      default -> 4;
    };
  }

  private static void checkQualifier(Statement element, Namespace namespace) {
    QualifiedName name =
        switch (element) {
          case TypeStatement.CreateSequence sequence -> sequence.sequence();
          case CreateTable table -> table.table();
          case ViewStatement.CreateView view -> view.view();
          case IndexStatement.CreateIndex index -> index.table();
          case TriggerStatement.CreateTrigger trigger -> trigger.table();
          default -> null;
        };
    String qualifier = name == null ? null : name.qualifier();
    if (name != null && qualifier != null && !qualifier.equals(namespace.name())) {
      throw Refusal.of(
          "42P15",
          "CREATE specifies a schema ("
              + qualifier
              + ") different from the one being created ("
              + namespace.name()
              + ")",
          name.span());
    }
  }

  /// The extension of a name, or null.
  static GlobalObject.@Nullable Extension extension(Draft draft, String name) {
    return (GlobalObject.Extension) draft.schema().find(Schema.Space.EXTENSION, 0, name);
  }
}
