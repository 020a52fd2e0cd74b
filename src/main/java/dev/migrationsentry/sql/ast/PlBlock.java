package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PL/pgSQL block: `<<label>> DECLARE … BEGIN … EXCEPTION … END` (manual, section 41.2).
///
/// @param handlers empty when there is no EXCEPTION clause
public record PlBlock(
    @Nullable Name label,
    List<Declaration> declarations,
    List<PlStatement> body,
    List<Handler> handlers,
    Span span)
    implements Node {
  public PlBlock {
    declarations = List.copyOf(declarations);
    body = List.copyOf(body);
    handlers = List.copyOf(handlers);
  }

  /// A declared variable, cursor or alias.
  ///
  /// @param type null for cursors and aliases; for `table%ROWTYPE` the type named as the table
  /// @param value the initial value, or null
  /// @param cursor the query of a bound cursor, or null
  /// @param cursorParameters the parameters of a bound cursor, as declarations without a value
  /// @param aliasFor the name an ALIAS stands for, or null
  public record Declaration(
      Name name,
      boolean constant,
      @Nullable TypeName type,
      boolean notNull,
      @Nullable Expression value,
      @Nullable Statement cursor,
      List<Declaration> cursorParameters,
      @Nullable QualifiedName aliasFor,
      Span span)
      implements Node {
    public Declaration {
      cursorParameters = List.copyOf(cursorParameters);
    }
  }

  /// `WHEN condition OR condition THEN statements`.
  ///
  /// @param conditions condition names in lower case (`undefined_column`, `others`), or SQLSTATEs
  ///   in upper case
  public record Handler(List<String> conditions, List<PlStatement> body, Span span)
      implements Node {
    public Handler {
      conditions = List.copyOf(conditions);
      body = List.copyOf(body);
    }
  }
}
