package dev.migrationsentry.execution;

import dev.migrationsentry.resolution.Resolved;
import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Dependency;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectKind;
import dev.migrationsentry.sql.ast.TableConstraint;
import dev.migrationsentry.sql.ast.TypeStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// ALTER DOMAIN, but for renames, owners and schemas.
final class DomainChanges {
  private final Draft draft;
  private final TypeStatement.AlterDomain statement;
  private final UserType.DomainType domain;
  private final DomainConstraints constraints;

  private DomainChanges(Draft draft, TypeStatement.AlterDomain statement) {
    this.draft = draft;
    this.statement = statement;
    this.domain =
        TypeStatements.named(draft, statement.domain(), UserType.DomainType.class, "a domain");
    this.constraints = new DomainConstraints(draft);
  }

  static void execute(TypeStatement.AlterDomain statement, Draft draft) {
    new DomainChanges(draft, statement).execute();
  }

  private void execute() {
    switch (statement.action()) {
      case "set default" -> setDefault(statement.value());
      case "drop default" -> setDefault(null);
      case "set not null" -> setNotNull(null);
      case "drop not null" -> dropNotNull();
      case "add constraint" -> add(Objects.requireNonNull(statement.constraint()));
      case "drop constraint" -> drop(name());
      case "validate constraint" -> validate(name());
      default -> throw new Undecided("ALTER DOMAIN " + statement.action() + " is not known");
    }
    UserType.DomainType changed = draft.get(domain.id(), UserType.DomainType.class);
    draft.altered(changed);
  }

  private Name name() {
    return Objects.requireNonNull(statement.constraintName());
  }

  private void setDefault(@Nullable Expression written) {
    List<Resolved.Reference> references = new ArrayList<>();
    Expression value =
        written == null
            ? null
            : constraints.defaultValue(domain.name(), domain.base(), written, references);
    Expression old = domain.defaultValue();
    if (old != null) {
      forget(old);
    }
    draft.replace(domain.valued(value));
    for (Resolved.Reference reference : references) {
      draft.depend(
          new Dependency(
              domain.id(), 0, reference.object(), reference.column(), Dependency.Kind.NORMAL));
    }
  }

  private void forget(Expression old) {
    Expressions.Analysis analysis =
        new Expressions(draft).analyse(old, ExpressionPlace.DEFAULT, null);
    for (Resolved.Reference reference : analysis.references()) {
      draft.forget(
          new Dependency(
              domain.id(), 0, reference.object(), reference.column(), Dependency.Kind.NORMAL));
    }
  }

  private void setNotNull(@Nullable Name name) {
    if (domain.notNull()) {
      return;
    }
    constraints.doubtStored(domain, statement.span());
    constraints.addNotNull(domain, name);
  }

  private void dropNotNull() {
    for (Constraint.NotNull notNull :
        draft.schema().belongingTo(domain.id(), Constraint.NotNull.class)) {
      draft.remove(notNull.id());
    }
    draft.replace(domain.notNull(false));
  }

  private void add(TableConstraint constraint) {
    Span at = constraint.span();
    switch (constraint) {
      case TableConstraint.Check check -> {
        if (check.noInherit()) {
          throw Refusal.of(
              "42P17", "check constraints for domains cannot be marked NO INHERIT", at);
        }
        boolean validated = !check.attributes().notValid();
        constraints.addCheck(domain, check.name(), check.condition(), validated);
        if (validated) {
          constraints.doubtStored(domain, at);
        }
      }
      case TableConstraint.NotNull notNull -> {
        if (draft.major() < 17) {
          throw Errors.syntaxError(near(at), at);
        }
        setNotNull(notNull.name());
      }
      case TableConstraint.Unique unique ->
          throw DomainCreation.impossible(unique.primaryKey() ? "primary key" : "unique", at);
      case TableConstraint.Exclude ignored -> throw DomainCreation.impossible("exclusion", at);
      case TableConstraint.ForeignKey ignored -> throw DomainCreation.impossible("foreign key", at);
    }
  }

  /// The word NOT as it is written in a constraint.
  private static String near(Span at) {
    String text = at.text();
    int word = text.toLowerCase(Locale.ROOT).lastIndexOf("not");
    return word < 0 ? "NOT" : text.substring(word, word + "not".length());
  }

  private void drop(Name name) {
    Constraint constraint = constraints.find(domain, name);
    if (constraint == null) {
      if (statement.ifExists()) {
        return;
      }
      throw missing(name);
    }
    Removals.drop(draft, constraint, statement.behavior(), statement.span());
  }

  private void validate(Name name) {
    Constraint constraint = constraints.find(domain, name);
    if (constraint == null) {
      throw missing(name);
    }
    if (!(constraint instanceof Constraint.Check check)) {
      throw Refusal.of(
          "42809",
          "constraint \""
              + name.stored()
              + "\" of domain \""
              + domain.name()
              + "\" is not a check constraint",
          name.span());
    }
    if (!check.validated()) {
      constraints.doubtStored(domain, statement.span());
      draft.replace(check.validated(true));
    }
  }

  private Refusal missing(Name name) {
    return Refusal.of(
            "42704",
            "constraint \""
                + name.stored()
                + "\" of domain \""
                + domain.name()
                + "\" does not exist",
            name.span())
        .about(ObjectKind.CONSTRAINT, name.stored(), null, List.of(domain.name()));
  }
}
