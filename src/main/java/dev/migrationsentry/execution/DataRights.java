package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Rights;
import dev.migrationsentry.schema.Routine;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.QualifiedName;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.Statement;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rights that queries and changes of rows need: the server's `ExecCheckPermissions`, which it
/// asks when it begins to run a plan.
final class DataRights {
  private DataRights() {}

  /// SELECT on all that a query reads.
  static void query(Query query, RightsCheck check, Scope scope) {
    inside(query.with(), check, scope);
    reads(Resolver.query(query, check.draft().now(), scope), null, check, query.span());
    Query.Into into = query.into();
    if (into != null) {
      TableRights.in(into.persistence(), into.table(), check);
    }
  }

  /// Statements in WITH that change rows themselves.
  private static void inside(Query.@Nullable With with, RightsCheck check, Scope scope) {
    if (with != null) {
      for (Query.CommonTable table : with.tables()) {
        if (table.statement() instanceof DataStatement) {
          StatementRights.inside(table.statement(), check, scope);
        }
      }
    }
  }

  /// What a statement that changes rows needs.
  static void change(DataStatement statement, RightsCheck check, Scope scope) {
    switch (statement) {
      case DataStatement.Insert insert -> {
        inside(insert.with(), check, scope);
        Relation target = target(insert.table(), check, "insert");
        DataStatement.OnConflict conflict = insert.onConflict();
        if (target != null && conflict != null) {
          if (conflict.update()) {
            check.privilege(target, "update", insert.table().span());
          }
          if (conflict.update() || !conflict.keys().isEmpty() || conflict.constraint() != null) {
            check.privilege(target, "select", insert.table().span());
          }
        }
        if (target != null && !insert.returning().isEmpty()) {
          check.privilege(target, "select", insert.table().span());
        }
        others(statement, target, check, scope);
      }
      case DataStatement.Update update -> {
        inside(update.with(), check, scope);
        boolean looks =
            update.where() != null || !update.returning().isEmpty() || !update.from().isEmpty();
        Relation target = target(update.table(), check, "update");
        if (target != null && looks) {
          check.privilege(target, "select", update.table().span());
        }
        others(statement, target, check, scope);
      }
      case DataStatement.Delete delete -> {
        inside(delete.with(), check, scope);
        boolean looks =
            delete.where() != null || !delete.returning().isEmpty() || !delete.using().isEmpty();
        Relation target = target(delete.table(), check, "delete");
        if (target != null && looks) {
          check.privilege(target, "select", delete.table().span());
        }
        others(statement, target, check, scope);
      }
      case DataStatement.Merge merge -> {
        inside(merge.with(), check, scope);
        Relation target = target(merge.table(), check, "select");
        for (DataStatement.MergeAction action : merge.actions()) {
          if (target != null && !action.action().equals("do nothing")) {
            check.privilege(target, action.action(), merge.table().span());
          }
        }
        others(statement, target, check, scope);
      }
      case DataStatement.Truncate truncate -> {
        for (QualifiedName name : truncate.tables()) {
          if (check.relation(name) instanceof Table table) {
            check.privilege(table, "truncate", name.span());
          }
        }
      }
      case DataStatement.Copy copy -> copy(copy, check, scope);
    }
  }

  private static @Nullable Relation target(
      QualifiedName name, RightsCheck check, String privilege) {
    Relation target = check.relation(name);
    if (target != null) {
      check.privilege(target, privilege, name.span());
      if (target instanceof Table table
          && table.rowSecurity().enabled()
          && check.owns(target) != Rights.Answer.YES) {
        check.doubt("depends on the row security policies of " + table.name());
      }
    }
    return target;
  }

  private static void others(
      DataStatement statement, @Nullable Relation target, RightsCheck check, Scope scope) {
    reads(Resolver.data(statement, check.draft().now(), scope), target, check, statement.span());
  }

  /// SELECT on the tables and EXECUTE on the functions that a statement refers to.
  private static void reads(
      Resolved resolved, @Nullable Relation target, RightsCheck check, Span at) {
    if (!(resolved instanceof Resolved.Meaning meaning)) {
      return;
    }
    Set<Integer> seen = new TreeSet<>(Comparator.naturalOrder());
    meaning.references().forEach(reference -> seen.add(reference.object()));
    for (int id : seen) {
      SchemaObject object = check.draft().schema().object(id);
      if (object instanceof Relation relation && !relation.equals(target)) {
        if (check.draft().schema().object(relation.namespace()) instanceof Namespace namespace) {
          check.usage(namespace, at);
        }
        check.privilege(relation, "select", at);
      } else if (object instanceof Routine routine) {
        check.privilege(routine, "execute", at);
      }
    }
  }

  private static void copy(DataStatement.Copy copy, RightsCheck check, Scope scope) {
    boolean client = copy.source().equals("stdin") || copy.source().equals("stdout");
    if (!client) {
      file(copy, check);
    }
    QualifiedName table = copy.table();
    Statement query = copy.query();
    if (table != null) {
      target(table, check, copy.from() ? "insert" : "select");
    } else if (query != null) {
      StatementRights.inside(query, check, scope);
    }
  }

  private static void file(DataStatement.Copy copy, RightsCheck check) {
    boolean program = copy.source().equals("program");
    String needed =
        program
            ? "pg_execute_server_program"
            : copy.from() ? "pg_read_server_files" : "pg_write_server_files";
    if (check.rights().inherited(check.role()).contains(needed)) {
      return;
    }
    String what =
        program ? "to or from an external program" : copy.from() ? "from a file" : "to a file";
    Refusal refusal =
        check.draft().major() >= 16
            ? RightsCheck.refusal("permission denied to COPY " + what, copy.span())
                .detail(
                    "Only roles with privileges of the \""
                        + needed
                        + "\" role may COPY "
                        + what
                        + ".")
            : RightsCheck.refusal(
                "must be superuser or "
                    + (check.draft().major() < 15 ? "a member of the " : "have privileges of the ")
                    + needed
                    + " role to COPY "
                    + what,
                copy.span());
    throw check.denied(
        refusal.hint(
            "Anyone can COPY to stdout or from stdin. psql's \\copy command also works for anyone."),
        "member",
        ObjectKind.ROLE,
        needed);
  }
}
