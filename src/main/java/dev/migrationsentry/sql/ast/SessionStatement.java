package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements about the connection, and maintenance that leaves the schema as it is.
public sealed interface SessionStatement extends Statement {

  /// `SET [LOCAL|SESSION] name TO values`, `RESET name`; SET ROLE is `role`, SET SESSION
  /// AUTHORIZATION `session_authorization`, SET TIME ZONE `timezone`.
  ///
  /// @param values the values without quotes; empty for DEFAULT and RESET
  record SetVariable(boolean local, String name, List<String> values, Span span)
      implements SessionStatement {
    public SetVariable {
      values = List.copyOf(values);
    }
  }

  /// `RESET ALL`, `DISCARD …`: the words in lower case.
  record Reset(String what, Span span) implements SessionStatement {}

  /// `SHOW name`.
  record Show(String name, Span span) implements SessionStatement {}

  /// `SET CONSTRAINTS ALL|names DEFERRED|IMMEDIATE`; `names` is empty for ALL.
  record SetConstraints(List<QualifiedName> names, boolean deferred, Span span)
      implements SessionStatement {
    public SetConstraints {
      names = List.copyOf(names);
    }
  }

  /// `LOCK TABLE tables IN mode MODE [NOWAIT]`: the mode in lower case, `access exclusive` when
  /// none was written.
  record LockTable(List<QualifiedName> tables, String mode, boolean noWait, Span span)
      implements SessionStatement {
    public LockTable {
      tables = List.copyOf(tables);
    }
  }

  /// `PREPARE name (types) AS statement`.
  record Prepare(Name name, List<TypeName> types, Statement statement, Span span)
      implements SessionStatement {
    public Prepare {
      types = List.copyOf(types);
    }
  }

  /// `EXECUTE name (arguments)`.
  record ExecutePrepared(Name name, List<Expression> arguments, Span span)
      implements SessionStatement {
    public ExecutePrepared {
      arguments = List.copyOf(arguments);
    }
  }

  /// `DEALLOCATE`, `CLOSE`, `FETCH`, `MOVE`, `LISTEN`, `UNLISTEN`, `NOTIFY`, `LOAD`, `CHECKPOINT`:
  /// the first word in lower case, and the name behind it.
  record Command(String word, @Nullable Name name, Span span) implements SessionStatement {}

  /// `DECLARE name … CURSOR [WITH HOLD] FOR query`.
  record DeclareCursor(Name name, boolean withHold, Query query, Span span)
      implements SessionStatement {}

  /// `EXPLAIN [ANALYZE] statement`.
  record Explain(boolean analyze, Statement statement, Span span) implements SessionStatement {}

  /// `VACUUM`, `ANALYZE`, `CLUSTER` with their tables.
  ///
  /// @param word `vacuum`, `analyze` or `cluster`
  /// @param tables empty for the whole database
  record Maintain(
      String word,
      List<Option> options,
      List<MaintainedTable> tables,
      @Nullable Name index,
      Span span)
      implements SessionStatement {
    public Maintain {
      options = List.copyOf(options);
      tables = List.copyOf(tables);
    }
  }

  /// A table of VACUUM, ANALYZE or CLUSTER, with the columns named for it.
  record MaintainedTable(QualifiedName table, boolean only, List<Name> columns, Span span)
      implements Node {
    public MaintainedTable {
      columns = List.copyOf(columns);
    }
  }
}
