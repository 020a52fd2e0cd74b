package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Constraint;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.sql.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Rows that do not exclude each other: EXCLUDE, and keys WITHOUT OVERLAPS.
final class ExclusionRequirements {
  private ExclusionRequirements() {}

  static void collect(Passage passage) {
    Set<Constraint> constraints = new LinkedHashSet<>();
    constraints.addAll(passage.created(Constraint.Exclude.class));
    constraints.addAll(passage.created(Constraint.Key.class));
    for (int table : passage.rewrittenTables()) {
      for (Constraint one : passage.schema().belongingTo(table, Constraint.class)) {
        int index =
            switch (one) {
              case Constraint.Exclude exclude -> exclude.index();
              case Constraint.Key key -> key.withoutOverlaps() ? key.index() : 0;
              case Constraint.Check ignored -> 0;
              case Constraint.ForeignKey ignored -> 0;
              case Constraint.NotNull ignored -> 0;
            };
        if (passage.schema().object(index) instanceof Index of
            && KeyRequirements.columns(passage, of).stream()
                .anyMatch(passage.rewritten(table)::contains)) {
          constraints.add(one);
        }
      }
    }
    for (Constraint one : constraints) {
      switch (one) {
        case Constraint.Exclude exclude -> {
          if (exclude.parent() == 0) {
            ask(passage, exclude, exclude.index(), exclude.operators(), false);
          }
        }
        case Constraint.Key key -> {
          if (key.withoutOverlaps() && key.parent() == 0) {
            List<String> operators = new ArrayList<>();
            key.columns().forEach(column -> operators.add("="));
            operators.set(operators.size() - 1, "&&");
            ask(passage, key, key.index(), operators, true);
          }
        }
        case Constraint.Check ignored -> {}
        case Constraint.ForeignKey ignored -> {}
        case Constraint.NotNull ignored -> {}
      }
    }
  }

  private static void ask(
      Passage passage,
      Constraint constraint,
      int indexId,
      List<String> operators,
      boolean refusesEmpty) {
    Subject subject = passage.subject(constraint.table());
    if (subject == null || !(passage.schema().object(indexId) instanceof Index index)) {
      return;
    }
    String requirement =
        "exclusion "
            + Identifiers.quoted(constraint.name())
            + " of "
            + subject.title()
            + " has no conflicts";
    try {
      List<Fragment> keys = KeyRequirements.keys(subject, index);
      Fragment predicate = KeyRequirements.predicate(subject, index);
      List<Fragment> partial = predicate == null ? List.of() : List.of(predicate);
      List<String> pair = new ArrayList<>();
      pair.add(subject.otherRow("a", "b"));
      for (int i = 0; i < keys.size(); i++) {
        pair.add(keys.get(i).sql("a") + " " + operators.get(i) + " " + keys.get(i).sql("b"));
      }
      pair.addAll(subject.conditions("b", partial));
      List<String> conditions = subject.conditions("a", partial);
      String conflict =
          "exists (select 1 from "
              + subject.from(true, "b")
              + " where "
              + String.join(" and ", pair)
              + ")";
      conditions.add(
          refusesEmpty
              ? "(isempty(" + keys.getLast().sql("a") + ") or " + conflict + ")"
              : conflict);
      Question question =
          new Question(passage, subject, ProbeKind.CONFLICTS, requirement)
              .costing(Cost.Access.PAIRS)
              .about(KeyRequirements.columns(passage, index));
      if (passage.byRows()) {
        question.reserving(
            new Reservation(false, true, null, "two rows may exclude each other for a moment"));
      }
      question.rows(conditions, "a", true);
    } catch (NotProbed reason) {
      passage.refuse(requirement, reason);
    }
  }
}
