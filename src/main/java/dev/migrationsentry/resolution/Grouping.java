package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.ColumnUses.Use;
import dev.migrationsentry.resolution.Scope.Item;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a query uses its columns as its groups allow: the server's `parseCheckAggregates`.
final class Grouping {
  private final Analysis analysis;
  private final Scope scope;
  private final List<Use> columns = new ArrayList<>();
  private final List<Expression> expressions = new ArrayList<>();

  Grouping(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  /// Notes the texts of the keys that are no columns, so that what is written alike is known when
  /// it is met.
  static void announce(Query.Select select, Scope scope) {
    for (Expression key : select.groupBy()) {
      Expression meant = meant(key, select);
      if (!(meant instanceof Expression.ColumnReference)) {
        scope.group(WrittenText.of(meant));
      }
    }
  }

  /// The expression that a key stands for when it is the number or name of a result column.
  private static Expression meant(Expression key, Query.Select select) {
    boolean stars =
        select.targets().stream()
            .anyMatch(target -> target.expression() instanceof Expression.Star);
    if (key instanceof Expression.Constant constant
        && constant.kind() == Expression.Constant.Kind.INTEGER
        && !stars) {
      int number = number(constant);
      return number >= 1 && number <= select.targets().size()
          ? select.targets().get(number - 1).expression()
          : key;
    }
    if (key instanceof Expression.ColumnReference reference && reference.parts().size() == 1) {
      for (Query.Target target : select.targets()) {
        Name alias = target.alias();
        if (alias != null && alias.stored().equals(reference.parts().getFirst().stored())) {
          return target.expression();
        }
      }
    }
    return key;
  }

  private static int number(Expression.Constant constant) {
    try {
      return Integer.parseInt(constant.value());
    } catch (NumberFormatException tooLarge) {
      return 0;
    }
  }

  /// Checks the uses of a query's own columns outside of WHERE, FROM and GROUP BY.
  ///
  /// @param select the query
  /// @param used in the order in which the server looks at them
  void check(Query.Select select, List<Use> used) {
    boolean groups = !select.groupBy().isEmpty();
    if (!groups && select.having() == null && !analysis.uses.hasAggregates(scope)) {
      return;
    }
    for (Expression key : select.groupBy()) {
      if (key instanceof Expression.RowConstructor row) {
        row.elements().forEach(each -> add(each, select));
      }
      add(key, select);
    }
    for (Use use : used) {
      if (!covered(use)) {
        refuse(use, select);
      }
    }
  }

  private void add(Expression key, Query.Select select) {
    if (key instanceof Expression.ColumnReference reference) {
      Use column = analysis.expressions.columns().locate(reference, scope);
      if (column != null && column.level() == scope) {
        columns.add(column);
        return;
      }
    }
    if (key instanceof Expression.Constant constant
        && constant.kind() == Expression.Constant.Kind.INTEGER) {
      star(number(constant), select);
    }
    Expression meant = meant(key, select);
    if (meant instanceof Expression.ColumnReference reference) {
      Use column = analysis.expressions.columns().locate(reference, scope);
      if (column != null) {
        columns.add(column);
      }
    } else {
      expressions.add(meant);
    }
  }

  /// The column of a number where stars stand for some of the result columns.
  private void star(int number, Query.Select select) {
    int at = 0;
    for (Query.Target target : select.targets()) {
      if (target.expression() instanceof Expression.Star star) {
        for (Use column : new SelectList(analysis).columns(star, scope)) {
          at++;
          if (at == number) {
            columns.add(column);
          }
        }
      } else {
        at++;
        if (at == number && target.expression() instanceof Expression.ColumnReference reference) {
          Use column = analysis.expressions.columns().locate(reference, scope);
          if (column != null) {
            columns.add(column);
          }
        } else if (at == number) {
          expressions.add(target.expression());
        }
      }
    }
  }

  private boolean covered(Use use) {
    Set<Integer> numbers = new HashSet<>();
    for (Use column : columns) {
      String name = column.column().name();
      boolean sameItem = column.item() == use.item();
      boolean merged = !use.item().visibleBare(name) || column.item().relation() == null;
      if (name.equals(use.column().name()) && (sameItem || merged)) {
        return true;
      }
      if (sameItem || (merged && column.column().relation() == use.column().relation())) {
        numbers.add(column.column().number());
      }
    }
    return use.column().relation() != 0
        && analysis.database().schema().object(use.column().relation()) instanceof Table table
        && keyIn(table, numbers);
  }

  /// Whether columns contain the primary key, on which all others depend.
  private boolean keyIn(Table table, Set<Integer> numbers) {
    for (Constraint.Key key :
        analysis.database().schema().belongingTo(table.id(), Constraint.Key.class)) {
      if (key.primary() && !key.deferrable() && numbers.containsAll(key.columns())) {
        return true;
      }
    }
    return false;
  }

  private void refuse(Use use, Query.Select select) {
    Item item = use.item();
    ScopeColumn column = use.column();
    boolean alone = use.inner() || stands(use.at(), select);
    for (Expression key : expressions) {
      if (!alone && WrittenText.mentions(key, column.name())) {
        throw new UndecidedException("whether " + column.name() + " is grouped is not decided");
      }
    }
    String relation = item.relation();
    String doubt =
        relation == null
            ? null
            : analysis
                .database()
                .schema()
                .uncertainty(relation.substring(relation.lastIndexOf('.') + 1));
    if (doubt != null || item.name() == null) {
      throw new UndecidedException("whether " + column.name() + " is grouped: " + doubt);
    }
    String name = "\"" + item.name() + "." + column.name() + "\"";
    throw analysis.refused(
        "42803",
        use.inner()
            ? "subquery uses ungrouped column " + name + " from outer query"
            : "column "
                + name
                + " must appear in the GROUP BY clause or be used in an aggregate function",
        use.at());
  }

  /// Whether a place is a whole result column.
  private static boolean stands(Span at, Query.Select select) {
    for (Query.Target target : select.targets()) {
      @Nullable Span whole = target.expression().span();
      if (whole.equals(at)) {
        return true;
      }
    }
    return false;
  }
}
