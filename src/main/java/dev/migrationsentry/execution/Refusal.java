package dev.migrationsentry.execution;

import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// PostgreSQL's `ereport(ERROR)`: ends the statement that is being interpreted. Thrown and caught
/// inside of this package only; [Executor] turns it into an outcome.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ServerError error;
  private final transient List<String> restsOn;

  private Refusal(ServerError error, List<String> restsOn) {
    super(error.message(), null, false, false);
    this.error = error;
    this.restsOn = restsOn;
  }

  static Refusal of(String sqlState, String message, Span at) {
    return new Refusal(new ServerError(sqlState, message, at), List.of());
  }

  static Refusal of(ServerError error) {
    return new Refusal(error, List.of());
  }

  /// The error.
  ServerError error() {
    return error;
  }

  /// The names of the objects because of which it is thrown: when one of them is uncertain, so is
  /// the error.
  List<String> restsOn() {
    return restsOn;
  }

  Refusal detail(@Nullable String detail) {
    return new Refusal(
        new ServerError(
            error.sqlState(), error.message(), detail, error.hint(), error.at(), error.subject()),
        restsOn);
  }

  Refusal hint(@Nullable String hint) {
    return new Refusal(
        new ServerError(
            error.sqlState(), error.message(), error.detail(), hint, error.at(), error.subject()),
        restsOn);
  }

  Refusal restingOn(String... names) {
    return restingOn(List.of(names));
  }

  Refusal restingOn(List<String> names) {
    return new Refusal(error, List.copyOf(names));
  }

  /// About an object of a name, on which it rests as well.
  Refusal about(ObjectKind kind, QualifiedName name) {
    return about(kind, name.name(), name.qualifier(), List.of());
  }

  /// About an object, on which (and on whose relations) it rests as well.
  Refusal about(ObjectKind kind, String name, @Nullable String schema, List<String> relations) {
    ServerError about = error.about(new ServerError.Subject(kind, name, schema, relations));
    if (!restsOn.isEmpty()) {
      return new Refusal(about, restsOn);
    }
    List<String> names = new java.util.ArrayList<>();
    names.add(name);
    for (String relation : relations) {
      names.add(relation.substring(relation.lastIndexOf('.') + 1));
    }
    return new Refusal(about, List.copyOf(names));
  }
}
