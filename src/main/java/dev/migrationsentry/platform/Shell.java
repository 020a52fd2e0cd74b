package dev.migrationsentry.platform;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A shell program, as far as it matters which commands run and what becomes of their exit codes.
sealed interface Shell {
  Span where();

  /// A command with its words; only assignments when there is no word.
  record Simple(List<Assignment> assignments, List<Word> words, Span where) implements Shell {
    public Simple {
      assignments = List.copyOf(assignments);
      words = List.copyOf(words);
    }

    /// The first word when it is known, or an empty text.
    String name() {
      return words.isEmpty() || !words.getFirst().literal() ? "" : words.getFirst().text();
    }
  }

  /// `a | b`.
  record Pipe(List<Shell> parts, Span where) implements Shell {
    public Pipe {
      parts = List.copyOf(parts);
    }
  }

  /// `a && b`, or `a || b`.
  record Either(Shell left, boolean and, Shell right, Span where) implements Shell {}

  /// Commands one after the other.
  record Sequence(List<Item> items, Span where) implements Shell {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// One of a sequence.
  ///
  /// @param end `;`, `&`, or an empty text for the end of a line
  record Item(Shell command, String end) {}

  /// `! a`.
  record Not(Shell inner, Span where) implements Shell {}

  /// `if`, with its conditions.
  record Branch(List<Arm> arms, @Nullable Shell otherwise, Span where) implements Shell {
    public Branch {
      arms = List.copyOf(arms);
    }
  }

  /// A condition with what it leads to.
  record Arm(Shell condition, Shell body) {}

  /// `case`.
  record Choice(Word value, List<Shell> bodies, Span where) implements Shell {
    public Choice {
      bodies = List.copyOf(bodies);
    }
  }

  /// `while`, `until` and `for`.
  record Loop(@Nullable Shell condition, Shell body, Span where) implements Shell {}

  /// `{ a; }` and `( a )`.
  record Group(Shell body, Span where) implements Shell {}

  /// A function's definition.
  record Function(String name, Shell body, Span where) implements Shell {}

  /// `[ a ]` and `[[ a ]]`.
  record Test(Word words, Span where) implements Shell {}

  /// What was not understood.
  record Opaque(Span where) implements Shell {}

  /// A word after its quotes are taken away.
  ///
  /// @param literal whether nothing in it is put in at run time
  /// @param inner the programs whose output is put in
  record Word(
      String text, boolean literal, List<Expansion> expansions, List<Shell> inner, Span where) {
    public Word {
      expansions = List.copyOf(expansions);
      inner = List.copyOf(inner);
    }
  }

  /// `$NAME` and `${NAME:-default}`.
  ///
  /// @param operator what stands behind the name: `:-`, `:?`, or an empty text
  record Expansion(String name, String operator, String argument, Span where) {}

  /// `NAME=value`.
  record Assignment(String name, @Nullable Word value, Span where) {}

  /// The parts directly in this one, without those within words.
  default List<Shell> parts() {
    return switch (this) {
      case Simple simple -> List.of();
      case Pipe pipe -> pipe.parts();
      case Either either -> List.of(either.left(), either.right());
      case Sequence sequence -> sequence.items().stream().map(Item::command).toList();
      case Not not -> List.of(not.inner());
      case Branch branch -> {
        List<Shell> parts = new ArrayList<>();
        branch
            .arms()
            .forEach(arm -> {
              parts.add(arm.condition());
              parts.add(arm.body());
            });
        if (branch.otherwise() != null) {
          parts.add(branch.otherwise());
        }
        yield parts;
      }
      case Choice choice -> choice.bodies();
      case Loop loop ->
          loop.condition() == null ? List.of(loop.body()) : List.of(loop.condition(), loop.body());
      case Group group -> List.of(group.body());
      case Function function -> List.of();
      case Test test -> List.of();
      case Opaque opaque -> List.of();
    };
  }

  /// Whether this or a part of it is of a kind; the bodies of functions are not looked into.
  default boolean holds(Predicate<Shell> kind) {
    return kind.test(this) || parts().stream().anyMatch(part -> part.holds(kind));
  }

  /// The words of this part alone, those of assignments too.
  default List<Word> ownWords() {
    return switch (this) {
      case Simple simple -> {
        List<Word> words = new ArrayList<>(simple.words());
        for (Assignment assignment : simple.assignments()) {
          if (assignment.value() != null) {
            words.add(assignment.value());
          }
        }
        yield words;
      }
      case Test test -> List.of(test.words());
      case Choice choice -> List.of(choice.value());
      case Pipe _, Either _, Sequence _, Not _, Branch _, Loop _, Group _, Function _, Opaque _ ->
          List.of();
    };
  }

  /// Whether `$name` occurs in it.
  default boolean mentions(String name) {
    return holds(part ->
        part.ownWords().stream()
            .flatMap(word -> word.expansions().stream())
            .anyMatch(expansion -> expansion.name().equals(name)));
  }
}
