package dev.migrationsentry.rehearsal.probe;

import dev.migrationsentry.schema.Column;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Index;
import dev.migrationsentry.schema.UserType;
import dev.migrationsentry.sql.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Index entries that fit: an entry of a B-tree takes at most a third of a page, 2704 bytes
/// (`BTMaxItemSize`).
final class IndexSizeRequirements {
  private static final int LARGEST = 2704;

  /// What every entry begins with; one with nulls has twice as much.
  private static final int HEADER = 8;

  /// The longest value of a type with a length, in characters, of which an entry can't be too
  /// large: a character takes at most four bytes.
  private static final int SHORT = 600;

  private IndexSizeRequirements() {}

  static void collect(Passage passage) {
    for (Index index : passage.created(Index.class)) {
      if (index.method().equals("btree") && !KeyRequirements.isPartOfNew(passage, index)) {
        ask(passage, index);
      }
    }
  }

  private static void ask(Passage passage, Index index) {
    Subject subject = passage.subject(index.table());
    if (subject == null || !mayBeLarge(passage, subject, index)) {
      return;
    }
    String requirement =
        "each row of "
            + subject.title()
            + " fits into index "
            + Identifiers.quoted(index.name())
            + " (at most "
            + LARGEST
            + " bytes)";
    try {
      List<Fragment> values = new ArrayList<>(KeyRequirements.keys(subject, index));
      boolean plain = index.keys().stream().allMatch(key -> key.column() != 0);
      for (int number : index.include()) {
        values.add(subject.value(number).grouped());
      }
      List<Fragment> sizes = new ArrayList<>();
      for (Fragment value : values) {
        sizes.add(Fragment.of("coalesce(pg_column_size(", value, "), 0)"));
        plain &= value.isColumn();
      }
      Question question =
          new Question(passage, subject, ProbeKind.INDEX_ROW_TOO_LARGE, requirement)
              .about(KeyRequirements.columns(passage, index));
      if (!plain) {
        question.reserving(new Reservation(true, false, null, "the index may compress the value"));
      }
      List<Fragment> conditions = new ArrayList<>();
      conditions.add(Fragment.of(Fragment.joined(sizes, " + "), " > " + (LARGEST - HEADER)));
      Fragment predicate = KeyRequirements.predicate(subject, index);
      if (predicate != null) {
        conditions.add(predicate);
      }
      question.where(conditions, "");
    } catch (NotProbed reason) {
      passage.refuse(requirement, reason);
    }
  }

  private static boolean mayBeLarge(Passage passage, Subject subject, Index index) {
    boolean large = false;
    for (Index.Key key : index.keys()) {
      Column column = subject.now().column(key.column());
      large |= column == null || mayBeLarge(passage, column.type());
    }
    for (int number : index.include()) {
      Column column = subject.now().column(number);
      large |= column != null && mayBeLarge(passage, column.type());
    }
    return large;
  }

  private static final Set<String> UNBOUNDED =
      Set.of("text", "bytea", "jsonb", "tsvector", "varbit", "bit", "xml");

  private static boolean mayBeLarge(Passage passage, DataType type) {
    return switch (type) {
      case DataType.Array ignored -> true;
      case DataType.Undecided ignored -> true;
      case DataType.Builtin builtin ->
          UNBOUNDED.contains(builtin.name())
              || ((builtin.name().equals("varchar") || builtin.name().equals("bpchar"))
                  && (builtin.modifiers().isEmpty() || builtin.modifiers().getFirst() > SHORT));
      case DataType.Created created ->
          switch (passage.schema().object(created.id())) {
            case UserType.EnumType ignored -> false;
            case UserType.DomainType domain -> mayBeLarge(passage, domain.base());
            case null, default -> true;
          };
    };
  }
}
