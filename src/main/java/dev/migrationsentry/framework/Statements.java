package dev.migrationsentry.framework;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.Statement;
import java.util.List;

/// The one place where this package asks for statements.
final class Statements {
  private Statements() {}

  /// The statements of a part of a file.
  ///
  /// @param psql whether psql's meta-commands and the data of `COPY … FROM stdin` are passed over
  /// @param unknown the places in it that a template engine will replace with what is not known
  ///   here
  static List<Statement> read(Span range, boolean psql, List<Span> unknown) {
    return SqlReader.read(
        range.file(), range.start(), range.end(), new SqlReader.Dialect(psql, unknown));
  }
}
