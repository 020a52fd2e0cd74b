package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A probe in the making.
final class Question {
  private final Passage passage;
  private final Subject subject;
  private final ProbeKind kind;
  private final String requirement;
  private final Set<Reservation> reservations = new LinkedHashSet<>();
  private Cost.Access access = Cost.Access.FULL_SCAN;
  private long moreRows;

  Question(Passage passage, Subject subject, ProbeKind kind, String requirement) {
    this.passage = passage;
    this.subject = subject;
    this.kind = kind;
    this.requirement = requirement;
  }

  Question costing(Cost.Access newAccess) {
    access = newAccess;
    return this;
  }

  /// Counts the rows of another table too.
  Question with(Subject other) {
    long rows = passage.estimates().rows(other.known(), other.moment().production());
    moreRows = rows < 0 || moreRows < 0 ? -1 : moreRows + rows;
    return this;
  }

  Question reserving(Reservation reservation) {
    reservations.add(reservation);
    return this;
  }

  /// Notes what may change rows that are asked for what they must be, before they have to be it.
  ///
  /// @param columns the numbers of the columns that matter; none for all
  Question about(Set<Integer> columns) {
    for (Disturbance one : subject.moment().rows().disturbances(subject.now().id(), columns)) {
      if (!one.at().equals(passage.statement().span())) {
        reservations.add(
            switch (one.kind()) {
              case ADDED -> breaking(one.at());
              case REMOVED -> repairing(one.at());
              case CHANGED -> changing(one.at());
            });
      }
    }
    return this;
  }

  /// Notes what may change rows that others need, before they need them.
  ///
  /// @param other the table of those rows
  Question needing(Moment moment, int other, Set<Integer> columns) {
    for (Disturbance one : moment.rows().disturbances(other, columns)) {
      if (!one.at().equals(passage.statement().span())) {
        reservations.add(
            switch (one.kind()) {
              case ADDED -> repairing(one.at());
              case REMOVED -> breaking(one.at());
              case CHANGED -> changing(one.at());
            });
      }
    }
    return this;
  }

  private static Reservation repairing(Span at) {
    return new Reservation(true, false, at, "may be repaired by " + place(at) + " before");
  }

  private static Reservation breaking(Span at) {
    return new Reservation(false, true, at, "may come by " + place(at) + " before");
  }

  private static Reservation changing(Span at) {
    return new Reservation(true, true, at, "may be repaired, or made, by " + place(at) + " before");
  }

  private static String place(Span at) {
    return at.file().path() + ":" + at.line();
  }

  /// Asks for rows of which a condition holds.
  void where(Fragment condition) {
    where(List.of(condition), "");
  }

  /// Asks for rows of which conditions hold.
  void where(List<Fragment> conditions, String alias) {
    rows(subject.conditions(alias, conditions), alias, false);
  }

  /// Asks for rows of which conditions hold.
  ///
  /// @param own whether rows of tables that inherit from the table are left out
  void rows(List<String> conditions, String alias, boolean own) {
    String tail =
        " from "
            + subject.from(own, alias)
            + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    ask(
        "select 1" + tail + " limit 1",
        "select " + String.join(", ", subject.key(alias)) + tail + " limit " + Probe.MOST_KEYS);
  }

  /// Asks with SQL of its own.
  void ask(String question, @Nullable String keys) {
    long rows = passage.estimates().rows(subject.known(), subject.moment().production());
    passage.add(
        new Probe(
            kind,
            subject.name(),
            passage.migration(),
            passage.statement().span(),
            requirement,
            question,
            keys,
            new Cost(access, rows < 0 || moreRows < 0 ? -1 : rows + moreRows),
            subject.moment().now().session().searchPath(),
            new ArrayList<>(reservations)));
  }
}
