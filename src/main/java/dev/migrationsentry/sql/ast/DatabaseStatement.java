package dev.migrationsentry.sql.ast;

import dev.migrationsentry.source.Span;
import java.util.List;

/// Databases, tablespaces and the server's own configuration.
public sealed interface DatabaseStatement extends Statement {

  /// `CREATE DATABASE|TABLESPACE`.
  record Create(ObjectKind kind, Name name, List<Option> options, Span span)
      implements DatabaseStatement {
    public Create {
      options = List.copyOf(options);
    }
  }

  /// `ALTER DATABASE|TABLESPACE … SET …` and its other forms, with the first words of what it does
  /// in lower case.
  record Alter(ObjectKind kind, Name name, String action, List<Option> options, Span span)
      implements DatabaseStatement {
    public Alter {
      options = List.copyOf(options);
    }
  }

  /// `DROP DATABASE|TABLESPACE [IF EXISTS] name`.
  record Drop(ObjectKind kind, boolean ifExists, Name name, Span span)
      implements DatabaseStatement {}

  /// `ALTER SYSTEM SET|RESET name`, which no transaction block allows; the name is `all` for RESET
  /// ALL.
  ///
  /// @param values empty for RESET and DEFAULT
  record AlterSystem(String name, List<String> values, Span span) implements DatabaseStatement {
    public AlterSystem {
      values = List.copyOf(values);
    }
  }
}
