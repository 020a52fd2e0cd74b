package dev.migrationsentry.rehearsal.wire;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.SessionStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TransactionStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells which migration sent which statement, by the runner's writes to its ledger.
///
/// What was sent before the first migration (a look at the catalog, the making of the ledger) is
/// part of the first segment, and not of its [work][MigrationSegment#work()].
public final class Attribution {
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "version",
          "current_schema",
          "current_database",
          "current_setting",
          "to_regclass",
          "set_config",
          "current_schemas",
          "has_schema_privilege",
          "exists",
          "count");

  private final LedgerHabit habit;
  private final List<MigrationSegment> segments = new ArrayList<>();
  private List<TracedStatement> current = new ArrayList<>();

  /// The migration that the ledger has begun, or null.
  private @Nullable String begun;

  private Attribution(LedgerHabit habit) {
    this.habit = habit;
  }

  /// The segments of a run, in its order. The last one is of the migration that the run ended in,
  /// if it did anything for one.
  ///
  /// @param statements all statements of a run, of all its connections, in their order
  /// @param habit how the runner keeps its ledger
  public static List<MigrationSegment> of(List<TracedStatement> statements, LedgerHabit habit) {
    Attribution attribution = new Attribution(habit);
    for (TracedStatement statement : statements) {
      attribution.add(statement);
    }
    return attribution.end();
  }

  private void add(TracedStatement statement) {
    LedgerWrite write = LedgerWrite.of(statement, habit);
    if (write == null) {
      if (current.isEmpty() && commits(statement) && !segments.isEmpty()) {
        MigrationSegment last = segments.removeLast();
        segments.add(
            segment(last.migration(), last.recorded(), last.takenBack(), plus(last, statement)));
      } else {
        current.add(statement);
      }
      return;
    }
    switch (habit.moment()) {
      case ROW_AFTER -> {
        current.add(statement);
        if (write.kind() != LedgerWrite.Kind.UPDATE && !"0".equals(write.migration())) {
          close(write.migration(), true, write.kind() == LedgerWrite.Kind.DELETE);
        }
      }
      case MOVE_AFTER -> move(statement, write);
      case ROW_BEFORE -> {
        if (write.kind() == LedgerWrite.Kind.INSERT) {
          begin(write.migration(), statement);
        } else {
          current.add(statement);
          if (write.columns().contains("finished_at")) {
            close(begun, true, false);
          }
        }
      }
      case DIRTY_BEFORE -> {
        boolean dirty = isTrue(write.dirty());
        if (write.kind() == LedgerWrite.Kind.INSERT && dirty) {
          begin(write.migration(), statement);
        } else {
          current.add(statement);
          if (write.kind() == LedgerWrite.Kind.INSERT) {
            close(write.migration(), true, false);
          }
        }
      }
    }
  }

  /// A merge of heads removes rows before it moves the one that is left: one migration.
  private void move(TracedStatement statement, LedgerWrite write) {
    MigrationSegment last = segments.isEmpty() ? null : segments.getLast();
    if (current.isEmpty() && last != null && last.takenBack()) {
      segments.removeLast();
      current.addAll(last.statements());
    }
    current.add(statement);
    close(write.migration(), true, write.kind() == LedgerWrite.Kind.DELETE);
  }

  private static boolean isTrue(@Nullable String value) {
    return value != null && (value.equals("t") || value.equalsIgnoreCase("true"));
  }

  private static boolean commits(TracedStatement statement) {
    return "COMMIT".equals(statement.tag());
  }

  private static List<TracedStatement> plus(MigrationSegment segment, TracedStatement more) {
    List<TracedStatement> all = new ArrayList<>(segment.statements());
    all.add(more);
    return all;
  }

  private void begin(@Nullable String migration, TracedStatement statement) {
    if (begun != null) {
      close(begun, false, false);
    }
    begun = migration;
    current.add(statement);
  }

  private void close(@Nullable String migration, boolean recorded, boolean takenBack) {
    segments.add(segment(migration, recorded, takenBack, current));
    current = new ArrayList<>();
    begun = null;
  }

  private List<MigrationSegment> end() {
    MigrationSegment rest = segment(begun, false, false, current);
    if (begun != null || !rest.work().isEmpty()) {
      segments.add(rest);
    }
    return List.copyOf(segments);
  }

  private MigrationSegment segment(
      @Nullable String migration,
      boolean recorded,
      boolean takenBack,
      List<TracedStatement> statements) {
    return new MigrationSegment(
        migration,
        recorded,
        takenBack,
        statements,
        statements.stream().filter(this::isWork).toList());
  }

  /// Whether a statement belongs to a migration rather than to the runner. What failed is shown in
  /// any case.
  private boolean isWork(TracedStatement traced) {
    if (traced.failed()) {
      return true;
    }
    if (LedgerWrite.of(traced, habit) != null) {
      return false;
    }
    List<Statement> statements = SqlReader.read(new SourceFile("message", traced.sql()));
    return !statements.isEmpty() && !statements.stream().allMatch(this::isBookKeeping);
  }

  private boolean isBookKeeping(Statement statement) {
    return switch (statement) {
      case TransactionStatement ignored -> true;
      case SessionStatement.SetVariable ignored -> true;
      case SessionStatement.Reset ignored -> true;
      case SessionStatement.Show ignored -> true;
      case SessionStatement.Command ignored -> true;
      case SessionStatement.LockTable lock ->
          lock.tables().stream().allMatch(table -> LedgerWrite.isLedger(table, habit));
      case DataStatement.Truncate truncate ->
          truncate.tables().stream().allMatch(table -> LedgerWrite.isLedger(table, habit));
      case AlterTable alter -> LedgerWrite.isLedger(alter.table(), habit);
      case IndexStatement.CreateIndex create -> LedgerWrite.isLedger(create.table(), habit);
      case CreateTable create -> LedgerWrite.isLedger(create.table(), habit);
      case Query query -> isBookKeeping(query);
      case Statement ignored -> false;
    };
  }

  /// A look at the ledger, at the catalog, or at what the server says of itself; also the lock by
  /// which runners keep each other away.
  private boolean isBookKeeping(Query query) {
    if (!(query.body() instanceof Query.Select select) || query.into() != null) {
      return false;
    }
    return select.from().isEmpty()
        ? select.targets().stream().noneMatch(target -> callsOwnFunction(target))
        : select.from().stream().allMatch(this::isBookKeeping);
  }

  private static boolean callsOwnFunction(Query.Target target) {
    return target.expression() instanceof Expression.FunctionCall call
        && !OF_THE_SERVER.contains(call.name().name())
        && !call.name().name().startsWith("pg_");
  }

  private boolean isBookKeeping(Query.FromItem item) {
    return switch (item) {
      case Query.TableItem table -> isLooked(table);
      case Query.JoinItem join -> isBookKeeping(join.left()) && isBookKeeping(join.right());
      case Query.QueryItem inner -> isBookKeeping(inner.query());
      case Query.FunctionItem ignored -> false;
      case Query.TableFunctionItem ignored -> false;
    };
  }

  private boolean isLooked(Query.TableItem item) {
    List<String> parts = item.table().parts().stream().map(Object::toString).toList();
    return LedgerWrite.isLedger(item.table(), habit)
        || parts.getFirst().equals("pg_catalog")
        || parts.getFirst().equals("information_schema")
        || (parts.size() == 1 && parts.getFirst().startsWith("pg_"));
  }
}
