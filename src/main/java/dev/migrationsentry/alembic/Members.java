package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.List;
import java.util.Map;

/// The attributes of connections, results, dialects and of what Alembic and SQLAlchemy describe.
final class Members {
  private final Sender sender;
  private final Binds binds;

  Members(Sender sender, Binds binds) {
    this.sender = sender;
    this.binds = binds;
  }

  /// An attribute, or what a name in a module of the libraries is.
  Value of(Value of, String name, Span span) {
    return switch (of) {
      case Value.Library library -> {
        String whole = library.name() + "." + name;
        Value constant = LibraryConstants.of(whole, span);
        yield constant == null ? new Value.Library(whole) : constant;
      }
      case Living.Bind ignored -> binds.member(name, span);
      case Living.Context ignored ->
          switch (name) {
            case "bind", "connection" -> new Living.Bind(false);
            case "dialect" -> Dialect.POSTGRESQL;
            case "as_sql" -> Value.of(false);
            default -> new Value.Unknown("`" + name + "` of the migration context");
          };
      case Dialect ignored ->
          switch (name) {
            case "name" -> Value.Text.of("postgresql", span);
            case "driver" -> Value.Text.of("psycopg2", span);
            case "server_version_info" ->
                Value.Sequence.tuple(Value.of(sender.database().major()), Value.of(0));
            case "default_schema_name" -> Value.Text.of("public", span);
            default -> new Value.Unknown("`" + name + "` of the dialect");
          };
      case Living.Inspection ignored ->
          switch (name) {
            case "default_schema_name" -> Value.Text.of("public", span);
            case "dialect" -> Dialect.POSTGRESQL;
            case "bind", "engine" -> new Living.Bind(false);
            default -> new Value.Unknown("`" + name + "` of the inspector");
          };
      case Living.Answer answer ->
          switch (name) {
            case "rowcount" -> new Value.Unknown("how many rows a statement touches is not known");
            case "returns_rows" -> Value.of(answer.why() == null);
            default -> new Value.Unknown("`" + name + "` of a result");
          };
      case Living.Row row -> Results.member(row, name, span);
      case Value.Construct made -> attribute(made, name, span);
      case Living.MetadataTables ignored ->
          new Value.Construct(
              "sqlalchemy.table",
              new Arguments(
                  List.of(Value.Text.of(name, span)), Map.of(), "the columns of the metadata"),
              span);
      case Living.Failure failure -> binds.member(failure, name, span);
      case Living handle -> new Value.Unknown("`" + name + "` of " + handle.title());
      default -> new Value.Member(of, name, span);
    };
  }

  /// An attribute of what was made: what was passed under its name, where that is how the library
  /// keeps it.
  private static Value attribute(Value.Construct made, String name, Span span) {
    Value passed = name.equals("length") ? made.arguments().get(0, name) : null;
    return passed != null ? passed : new Value.Member(made, name, span);
  }
}
