package dev.migrationsentry.resolution;

import dev.migrationsentry.resolution.Resolved.OutputColumn;
import dev.migrationsentry.resolution.Scope.Item;
import dev.migrationsentry.resolution.Scope.ScopeColumn;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Database;
import dev.migrationsentry.schema.Namespace;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.sql.ast.DataStatement;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The front door: finds out what an expression, query or data statement means in a database.
public final class Resolver {
  private Resolver() {}

  /// What an expression means: one column in the result.
  public static Resolved expression(Expression expression, Database database, Scope scope) {
    return resolve(
        database,
        analysis -> {
          DataType type = analysis.expressions.type(expression, scope);
          return List.of(new OutputColumn(OutputNames.of(expression), type));
        });
  }

  /// What a query means.
  ///
  /// @param outer the names that it can use beside its own
  public static Resolved query(Query query, Database database, Scope outer) {
    return resolve(database, analysis -> analysis.queries.query(query, outer));
  }

  /// What a statement that changes rows means.
  ///
  /// @param outer the names that it can use beside its own
  public static Resolved data(DataStatement statement, Database database, Scope outer) {
    return resolve(database, analysis -> new DataStatements(analysis).returned(statement, outer));
  }

  /// The scope of an expression about one relation's row: a CHECK, DEFAULT, generated column, index
  /// or policy.
  ///
  /// @param alias the name before its columns, or null for the relation's own
  public static Scope row(Relation relation, Database database, @Nullable String alias) {
    Scope scope = Scope.empty();
    scope.add(rowItem(relation, database, alias));
    return scope;
  }

  /// The scope of a trigger's or rule's condition: the same row under several names, of which none
  /// can be left out.
  public static Scope rows(Relation relation, Database database, List<String> names) {
    Scope scope = Scope.empty();
    for (String name : names) {
      Item item = rowItem(relation, database, name);
      item.qualifiedOnly();
      scope.add(item);
    }
    return scope;
  }

  /// The scope of a function's body: its parameters, or a block's variables.
  ///
  /// @param name the name they can be qualified by: the function's, or the block's label; null for
  ///   none
  /// @param variables their types by name
  /// @param open why there may be more that are not known, or null
  public static Scope variables(
      @Nullable String name, Map<String, DataType> variables, @Nullable String open) {
    List<ScopeColumn> columns = new ArrayList<>();
    variables.forEach((variable, type) -> columns.add(new ScopeColumn(variable, type)));
    Scope scope = Scope.empty();
    Item item = new Item(name, null, null, columns, open);
    item.variables();
    scope.add(item);
    return scope;
  }

  private static Item rowItem(Relation relation, Database database, @Nullable String alias) {
    String schema = database.schema().get(relation.namespace(), Namespace.class).name();
    List<ScopeColumn> columns = new ArrayList<>();
    for (Column column : relation.columns()) {
      columns.add(new ScopeColumn(column.name(), column.type(), relation.id(), column.number()));
    }
    return new Item(
        alias == null ? relation.name() : alias,
        schema + "." + relation.name(),
        alias == null ? schema : null,
        columns,
        database.schema().uncertainty(relation.name()));
  }

  private static Resolved resolve(
      Database database, Function<Analysis, List<OutputColumn>> question) {
    Analysis analysis = new Analysis(database);
    try {
      List<OutputColumn> columns = question.apply(analysis);
      return new Resolved.Meaning(
          columns, analysis.references(), analysis.complete(), analysis.stability.found());
    } catch (RefusedException refused) {
      return new Resolved.Refused(refused.error());
    } catch (UndecidedException undecided) {
      return new Resolved.Undecided(String.valueOf(undecided.getMessage()));
    }
  }
}
