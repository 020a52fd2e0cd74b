package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.resolution.Resolver;
import dev.migrationsentry.resolution.Scope;
import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.Relation;
import dev.migrationsentry.schema.Schema;
import dev.migrationsentry.schema.SchemaObject;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The constraints and defaults of domains (manual, section 8.18).
final class DomainConstraints {
  private final Draft draft;

  DomainConstraints(Draft draft) {
    this.draft = draft;
  }

  /// Adds a CHECK.
  ///
  /// @param name the name written, or null
  void addCheck(
      UserType.DomainType domain, @Nullable Name name, Expression condition, boolean validated) {
    String chosen = name(domain, name, "check");
    Scope scope = Resolver.variables(null, Map.of("value", domain.base()), null);
    Expressions.Analysis analysis =
        new Expressions(draft).analyse(condition, ExpressionPlace.CHECK, null, scope);
    Constraint.Check check =
        draft.create(id ->
            new Constraint.Check(
                id,
                chosen,
                domain.namespace(),
                domain.id(),
                condition,
                false,
                true,
                0,
                validated,
                true));
    draft.depend(check.id(), domain.id(), Dependency.Kind.AUTO);
    for (Resolved.Reference reference : analysis.references()) {
      draft.depend(
          new Dependency(
              check.id(), 0, reference.object(), reference.column(), Dependency.Kind.NORMAL));
    }
  }

  /// Makes a domain refuse nulls; since PostgreSQL 17 that is a constraint.
  ///
  /// @param name the name written, or null
  void addNotNull(UserType.DomainType domain, @Nullable Name name) {
    if (draft.major() >= 17) {
      String chosen = name(domain, name, "not_null");
      Constraint.NotNull constraint =
          draft.create(id ->
              new Constraint.NotNull(
                  id, chosen, domain.namespace(), domain.id(), 0, false, true, 0, true));
      draft.depend(constraint.id(), domain.id(), Dependency.Kind.AUTO);
    }
    draft.replace(draft.get(domain.id(), UserType.DomainType.class).notNull(true));
  }

  private String name(UserType.DomainType domain, @Nullable Name name, String label) {
    if (name == null) {
      return new ChosenNames(draft.schema(), domain.namespace())
          .constraint(domain.name(), null, label, List.of());
    }
    if (find(domain, name) != null) {
      throw Refusal.of(
              "42710",
              "constraint \""
                  + name.stored()
                  + "\" for domain \""
                  + domain.name()
                  + "\" already exists",
              name.span())
          .about(ObjectKind.CONSTRAINT, name.stored(), null, List.of(domain.name()));
    }
    return name.stored();
  }

  /// The constraint of a name, or null.
  @Nullable Constraint find(UserType.DomainType domain, Name name) {
    return (Constraint) draft.schema().find(Schema.Space.CONSTRAINT, domain.id(), name.stored());
  }

  /// The value that a default comes to; null for the constant NULL, which is none.
  ///
  /// @param domain the domain's name
  /// @param references what it refers to is added
  @Nullable Expression defaultValue(
      String domain, DataType base, Expression value, List<Resolved.Reference> references) {
    Expressions.Analysis analysis =
        new Expressions(draft).analyse(value, ExpressionPlace.DEFAULT, null);
    references.addAll(analysis.references());
    // Messages call the domain a column.
    Assignments.check(draft, Column.plain(1, domain, base), value, analysis.type());
    return Assignments.isNothing(draft, value, analysis.type(), base) ? null : value;
  }

  /// Doubts an outcome that rests on the values of a domain that are stored already.
  void doubtStored(UserType.DomainType domain, Span at) {
    for (Relation user : users(domain.id(), new ArrayList<>())) {
      String changed = "type \"" + domain.name() + "\"";
      CompositeTypes.checkUse(draft, user, changed, at);
      checkArrays(domain, user, changed, at);
      TableRows.doubtIfAny(draft, user);
    }
  }

  private static void checkArrays(
      UserType.DomainType domain, Relation user, String changed, Span at) {
    for (Column column : user.columns()) {
      if (user instanceof Table
          && column.type() instanceof DataType.Array
          && ColumnTypes.object(column.type()) == domain.id()) {
        throw Refusal.of(
                "0A000",
                "cannot alter "
                    + changed
                    + " because column \""
                    + user.name()
                    + "."
                    + column.name()
                    + "\" uses it",
                at)
            .restingOn(user.name());
      }
    }
  }

  /// The relations with columns of a type, or of a domain over it.
  private List<Relation> users(int type, List<Relation> found) {
    for (Dependency dependency : draft.schema().dependents(type)) {
      SchemaObject user = draft.schema().object(dependency.dependent());
      if (user instanceof UserType.DomainType domain) {
        users(domain.id(), found);
      } else if (user instanceof Relation relation && !found.contains(relation)) {
        Column column = relation.column(dependency.dependentColumn());
        if (column != null && ColumnTypes.object(column.type()) == type) {
          found.add(relation);
        }
      }
    }
    return found;
  }
}
