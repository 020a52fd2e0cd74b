package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.schema.ServerError;
import dev.migrationsentry.sql.ast.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What lives while a revision runs: its connection, and what the connection hands out.
sealed interface Living extends Value.Handle {
  /// A connection, an engine or a session: whatever executes statements.
  record Bind(boolean session) implements Living {
    @Override
    public String title() {
      return session ? "a session" : "the connection";
    }
  }

  /// Alembic's own context.
  record Context() implements Living {
    @Override
    public String title() {
      return "the migration context";
    }
  }

  /// The tables of the project's own metadata, by their names.
  record MetadataTables() implements Living {
    @Override
    public String title() {
      return "the tables of the metadata";
    }
  }

  /// `autocommit_block()`: outside of the transaction.
  record Autocommit() implements Living {
    @Override
    public String title() {
      return "an autocommit block";
    }
  }

  /// A savepoint, or a transaction that is no more than the one that is open.
  ///
  /// @param name the savepoint's name, or null
  record Nested(@Nullable String name) implements Living {
    @Override
    public String title() {
      return "a transaction";
    }
  }

  /// An inspector, which keeps every answer that it has given.
  final class Inspection implements Living {
    private final Map<String, Value> answers = new HashMap<>();

    Map<String, Value> answers() {
      return answers;
    }

    @Override
    public String title() {
      return "an inspector";
    }
  }

  /// The rows that a statement returned.
  ///
  /// @param rows those that are known, each by the names of its columns
  /// @param why why there may be others, or null
  /// @param shape what each row is given out as
  record Answer(List<Map<String, Value>> rows, @Nullable String why, Shape shape)
      implements Living {
    /// What each row is given out as.
    enum Shape {
      ROW,
      MAPPING,
      SCALAR
    }

    public Answer {
      rows = List.copyOf(rows);
    }

    Answer as(Shape other) {
      return new Answer(rows, why, other);
    }

    @Override
    public String title() {
      return "the result of a statement";
    }
  }

  /// One row.
  record Row(Map<String, Value> columns) implements Living {
    @Override
    public String title() {
      return "a row";
    }
  }

  /// A query of the object mapper.
  record MappedQuery(String why) implements Living {
    @Override
    public String title() {
      return "a query of mapped classes";
    }
  }

  /// An error of the server, as SQLAlchemy wraps it.
  ///
  /// @param statement the statement that failed, or null where the server was not asked
  record Failure(
      String type, String message, @Nullable ServerError error, @Nullable Statement statement)
      implements Living {
    @Override
    public String title() {
      return message;
    }
  }

  /// A type of a column that an inspector found.
  record FoundType(String text) implements Living {
    @Override
    public String title() {
      return text;
    }
  }
}
