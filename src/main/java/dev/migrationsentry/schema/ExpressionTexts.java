package dev.migrationsentry.schema;

import dev.migrationsentry.sql.Identifiers;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import dev.migrationsentry.sql.ast.RoutineStatement;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The expressions of a schema as they are written: defaults, conditions, queries of views, bodies
/// of functions. Those of two schemas can be compared when one and the same major version of
/// PostgreSQL has written both; people write the same thing in many ways.
///
/// WHEN of triggers and what rules do are not among them: the model does not keep their texts.
public final class ExpressionTexts {
  private final DescribedNames names;
  private final NavigableMap<String, String> texts = new TreeMap<>();

  private ExpressionTexts(Schema schema) {
    this.names = new DescribedNames(schema);
  }

  /// The texts, each by what it belongs to: `default of public.users.created_at`. Objects of
  /// extensions are not among them.
  public static NavigableMap<String, String> of(Schema schema) {
    ExpressionTexts all = new ExpressionTexts(schema);
    for (SchemaObject object : schema.objects()) {
      if (!all.names.isForeign(object)) {
        all.add(object);
      }
    }
    return all.texts;
  }

  private void add(SchemaObject object) {
    switch (object) {
      case Table table -> table.columns().forEach(column -> column(table, column));
      case Constraint.Check check ->
          put("check " + names.of(check.table()) + " " + quoted(check.name()), check.condition());
      case Index index -> index(index);
      case View view -> {
        Query query = view.query();
        if (query != null) {
          texts.put(
              (view.materialized() ? "materialized view " : "view ") + names.of(view),
              query.span().text());
        }
      }
      case Routine routine -> {
        RoutineStatement.Body body = routine.body();
        if (body != null) {
          texts.put(
              "function " + names.of(routine) + "(" + inputs(routine) + ")", body.span().text());
        }
      }
      case TableAttachment.Policy policy -> {
        String name = "policy " + names.of(policy.table()) + " " + quoted(policy.name());
        put("USING of " + name, policy.using());
        put("WITH CHECK of " + name, policy.withCheck());
      }
      case UserType.DomainType domain ->
          put("default of domain " + names.of(domain), domain.defaultValue());
      default -> {}
    }
  }

  private void column(Table table, Column column) {
    String name = names.of(table) + "." + quoted(column.name());
    put((column.generated() ? "generated " : "default of ") + name, column.defaultValue());
  }

  private void index(Index index) {
    int key = 0;
    for (Index.Key each : index.keys()) {
      key++;
      put("key " + key + " of index " + names.of(index), each.expression());
    }
    put("WHERE of index " + names.of(index), index.where());
  }

  private String inputs(Routine routine) {
    return String.join(", ", routine.inputTypes().stream().map(names::type).toList());
  }

  private void put(String name, @Nullable Expression expression) {
    if (expression != null) {
      texts.put(name, expression.span().text());
    }
  }

  private static String quoted(String name) {
    return Identifiers.quotedUnlessPlain(name);
  }
}
