package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Value;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `sa.select(…)` to SELECT.
final class Selects {
  private final Queries queries;

  Selects(Queries queries) {
    this.queries = queries;
  }

  /// The SQL of a chain that begins with `select` or joins several.
  Value.Text render(Chain chain) {
    if (!chain.kind().equals("select")) {
      return union(chain);
    }
    Set<TableReference> from = new Parts(chain, Set.of()).from();
    queries.enter(from);
    try {
      Parts parts = new Parts(chain, from);
      return parts.sql();
    } finally {
      queries.leave();
    }
  }

  private Value.Text union(Chain chain) {
    String words =
        switch (chain.kind()) {
          case "union" -> " UNION ";
          case "union_all" -> " UNION ALL ";
          case "except_" -> " EXCEPT ";
          default -> " INTERSECT ";
        };
    if (!chain.steps().isEmpty()) {
      throw new NotRendered(
          "the method " + chain.steps().getFirst().name() + " of a union is not known");
    }
    List<Value.Text> all = new ArrayList<>();
    for (Value select : chain.first().positional()) {
      all.add(queries.statement(select, List.of()));
    }
    return new Sql(chain.span()).joined(words, all).text();
  }

  /// The clauses of one SELECT.
  private final class Parts {
    private final Span at;
    private final Set<TableReference> from = new LinkedHashSet<>();
    private final List<Expression> columns = new ArrayList<>();
    private final List<Value.Text> columnTexts = new ArrayList<>();
    private final List<Expression> where = new ArrayList<>();
    private final List<Expression> having = new ArrayList<>();
    private final List<Expression> order = new ArrayList<>();
    private final List<Expression> group = new ArrayList<>();
    private final Set<TableReference> joined = new LinkedHashSet<>();
    private Value.@Nullable Text joins;
    private Value.@Nullable Text limit;
    private Value.@Nullable Text offset;
    private boolean distinct;
    private String suffix = "";
    private int unnamed;

    Parts(Chain chain, Set<TableReference> known) {
      at = chain.span();
      from.addAll(known);
      if (chain.table() != null) {
        all(chain.table());
      }
      for (Value value : chain.first().positional()) {
        if (value instanceof Value.Sequence sequence) {
          Call.items(sequence, "the columns of select").forEach(this::column);
        } else {
          column(value);
        }
      }
      Value clause = chain.first().get("whereclause");
      if (clause != null) {
        where.add(expression(clause));
      }
      for (Value.MemberCall step : chain.steps()) {
        step(step);
      }
    }

    private Expression expression(Value value) {
      return queries.expressions().of(value, at);
    }

    private void all(Value table) {
      TableReference reference = queries.source(table, at);
      from.add(reference);
      if (!reference.complete() || reference.columns().isEmpty()) {
        throw new NotRendered("the columns of " + reference.prefix().text() + " are not known");
      }
      for (TableReference.KnownColumn column : reference.columns().values()) {
        Expression one = queries.expressions().column(reference, column.name().text());
        columns.add(one);
        columnTexts.add(one.sql());
      }
    }

    private void column(Value value) {
      if (Tables.isTable(value)) {
        all(value);
        return;
      }
      Expression one = expression(value);
      columns.add(one);
      Value.Text text = labelled(value, one.sql());
      if (value instanceof Value.MemberCall call && call.name().equals("label")) {
        Value label = call.arguments().get(0, "name");
        if (label != null) {
          text =
              new Sql(at)
                  .text(text)
                  .words(" AS ")
                  .text(Call.nameOf(label, "the label").sql())
                  .text();
        }
      }
      columnTexts.add(text);
    }

    /// A column that has no name of its own gets one, as SQLAlchemy does it.
    private Value.Text labelled(Value value, Value.Text sql) {
      String base =
          switch (value) {
            case Value.Operation operation when !operation.operator().equals("[]") -> "anon";
            case Value.Construct construct when construct.name().contains(".func.") ->
                Call.simple(construct.name());
            case Value.Construct construct ->
                switch (Call.simple(construct.name())) {
                  case "case", "literal", "extract", "and_", "or_", "not_" -> "anon";
                  default -> "";
                };
            default -> "";
          };
      return base.isEmpty()
          ? sql
          : new Sql(at).text(sql).words(" AS " + base + "_" + ++unnamed).text();
    }

    private void step(Value.MemberCall step) {
      List<Value> arguments = step.arguments().positional();
      switch (step.name()) {
        case "where", "filter" -> arguments.forEach(value -> where.add(expression(value)));
        case "having" -> arguments.forEach(value -> having.add(expression(value)));
        case "order_by" -> arguments.forEach(value -> order.add(expression(value)));
        case "group_by" -> arguments.forEach(value -> group.add(expression(value)));
        case "limit" -> limit = expression(arguments.getFirst()).sql();
        case "offset" -> offset = expression(arguments.getFirst()).sql();
        case "distinct" -> distinct = true;
        case "select_from" -> arguments.forEach(this::selectFrom);
        case "join", "outerjoin" -> join(step);
        case "with_for_update" -> suffix = " FOR UPDATE";
        case "scalar_subquery",
            "as_scalar",
            "correlate",
            "execution_options",
            "label",
            "subquery" -> {}
        case "union", "union_all" ->
            throw new NotRendered("the method " + step.name() + " of select is not known");
        default -> throw new NotRendered("the method " + step.name() + " of select is not known");
      }
    }

    private void selectFrom(Value value) {
      if (value instanceof Value.MemberCall call
          && (call.name().equals("join") || call.name().equals("outerjoin"))
          && Tables.isTable(call.of())) {
        TableReference left = queries.source(call.of(), at);
        joined.add(left);
        joins = left.sql();
        join(call);
        return;
      }
      from.add(queries.source(value, at));
    }

    private void join(Value.MemberCall call) {
      Value right = call.arguments().get(0, "target");
      Value condition = call.arguments().get(1, "onclause");
      if (right == null || condition == null) {
        throw new NotRendered("the condition of a join is not known");
      }
      TableReference table = queries.source(right, at);
      Expression on = expression(condition);
      if (joins == null) {
        TableReference left =
            from().stream()
                .filter(one -> !one.equals(table))
                .findFirst()
                .orElseThrow(() -> new NotRendered("the left side of a join is not known"));
        joined.add(left);
        joins = left.sql();
      }
      joined.add(table);
      boolean outer =
          call.name().equals("outerjoin")
              || (call.arguments().get("isouter") instanceof Value.Truth truth && truth.truth());
      joins =
          new Sql(at)
              .text(joins)
              .words(outer ? " LEFT OUTER JOIN " : " JOIN ")
              .text(table.sql())
              .words(" ON ")
              .text(on.sql())
              .text();
    }

    /// The tables of this SELECT, without those of the statements around it.
    Set<TableReference> from() {
      Set<TableReference> all = new LinkedHashSet<>();
      all.addAll(Expressions.from(columns));
      all.addAll(from);
      all.addAll(Expressions.from(where));
      all.removeIf(queries::isAround);
      return all;
    }

    Value.Text sql() {
      Set<TableReference> tables = new LinkedHashSet<>();
      tables.addAll(Expressions.from(columns));
      tables.addAll(from);
      tables.addAll(Expressions.from(where));
      tables.removeIf(table -> !from.contains(table) && queries.isAround(table));
      tables.removeAll(joined);
      Sql sql =
          new Sql(at).words(distinct ? "SELECT DISTINCT " : "SELECT ").joined(", ", columnTexts);
      List<Value.Text> sources = new ArrayList<>();
      if (joins != null) {
        sources.add(joins);
      }
      tables.forEach(table -> sources.add(table.sql()));
      if (!sources.isEmpty()) {
        sql.words(" FROM ").joined(", ", sources);
      }
      clause(sql, " WHERE ", Queries.condition(where, at));
      list(sql, " GROUP BY ", group);
      clause(sql, " HAVING ", Queries.condition(having, at));
      list(sql, " ORDER BY ", order);
      if (limit != null) {
        sql.words(" LIMIT ").text(limit);
      }
      if (offset != null) {
        sql.words(limit == null ? " LIMIT ALL OFFSET " : " OFFSET ").text(offset);
      }
      return sql.words(suffix).text();
    }

    private void clause(Sql sql, String words, @Nullable Expression condition) {
      if (condition != null) {
        sql.words(words).text(condition.sql());
      }
    }

    private void list(Sql sql, String words, List<Expression> all) {
      if (!all.isEmpty()) {
        sql.words(words).joined(", ", Expressions.sqlOf(all));
      }
    }
  }
}
