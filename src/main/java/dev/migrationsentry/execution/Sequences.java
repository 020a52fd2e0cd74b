package dev.migrationsentry.execution;

import dev.migrationsentry.schema.Sequence;
import dev.migrationsentry.schema.SequenceLimits;
import dev.migrationsentry.schema.Table;
import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.ast.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The numbers of sequences (manual, CREATE SEQUENCE), and the sequences that columns bring along.
final class Sequences {
  private final Draft draft;

  Sequences(Draft draft) {
    this.draft = draft;
  }

  /// A sequence as it is when no number is given.
  static Sequence plain(
      int id,
      String name,
      int namespace,
      Table.Persistence persistence,
      String type,
      boolean identity) {
    return new Sequence(
        id,
        name,
        namespace,
        persistence,
        type,
        0,
        0,
        identity,
        1,
        1,
        SequenceLimits.highest(type),
        1,
        false);
  }

  /// Creates the sequence of an identity column.
  Sequence forIdentity(
      String table,
      String column,
      int namespace,
      Table.Persistence persistence,
      String type,
      List<Option> options,
      Span at) {
    List<Option> numbers = new ArrayList<>();
    String given = null;
    for (Option option : options) {
      if (option.name().equals("sequence name")) {
        String value = String.valueOf(option.value());
        given = value.substring(value.lastIndexOf('.') + 1);
      } else {
        numbers.add(option);
      }
    }
    String name =
        given != null
            ? given
            : new ChosenNames(draft.schema(), namespace).relation(table, column, "seq", false);
    Sequence sequence =
        draft.create(
            id -> numbered(plain(id, name, namespace, persistence, type, true), numbers, at, true));
    draft.created(sequence);
    return sequence;
  }

  /// A sequence with other numbers.
  ///
  /// @param isNew whether it has none of its own yet
  /// @param at what errors about numbers that were not written point to
  static Sequence numbered(Sequence old, List<Option> options, Span at, boolean isNew) {
    SequenceNumbers numbers = SequenceNumbers.read(options);
    String type = old.type();
    long increment = old.increment();
    Option incrementOption = numbers.find("increment");
    if (incrementOption != null) {
      increment = numbers.number(incrementOption);
      if (increment == 0) {
        throw invalid("INCREMENT must not be zero", incrementOption.span());
      }
    }
    Option minimumOption = numbers.find("minvalue");
    Option maximumOption = numbers.find("maxvalue");
    long maximum = old.maximum();
    if (maximumOption != null && maximumOption.value() != null) {
      maximum = numbers.number(maximumOption);
    } else if (isNew || maximumOption != null) {
      maximum = increment > 0 ? SequenceLimits.highest(type) : -1;
    }
    if (maximum > SequenceLimits.highest(type) || maximum < SequenceLimits.lowest(type)) {
      throw outOfRange("MAXVALUE", maximum, type, span(maximumOption, at));
    }
    long minimum = old.minimum();
    if (minimumOption != null && minimumOption.value() != null) {
      minimum = numbers.number(minimumOption);
    } else if (isNew || minimumOption != null) {
      minimum = increment > 0 ? 1 : SequenceLimits.lowest(type);
    }
    if (minimum > SequenceLimits.highest(type) || minimum < SequenceLimits.lowest(type)) {
      throw outOfRange("MINVALUE", minimum, type, span(minimumOption, at));
    }
    if (minimum >= maximum) {
      throw invalid(
          "MINVALUE (" + minimum + ") must be less than MAXVALUE (" + maximum + ")",
          span(minimumOption, at));
    }
    Option startOption = numbers.find("start");
    long start = old.start();
    if (startOption != null) {
      start = numbers.number(startOption);
    } else if (isNew) {
      start = increment > 0 ? minimum : maximum;
    }
    limits("START", start, minimum, maximum, span(startOption, at));
    Option restart = numbers.find("restart");
    if (restart != null && restart.value() != null) {
      limits("RESTART", numbers.number(restart), minimum, maximum, restart.span());
    }
    Option cache = numbers.find("cache");
    if (cache != null && numbers.number(cache) <= 0) {
      throw invalid(
          "CACHE (" + numbers.number(cache) + ") must be greater than zero", cache.span());
    }
    Option cycle = numbers.find("cycle");
    return new Sequence(
        old.id(),
        old.name(),
        old.namespace(),
        old.persistence(),
        type,
        old.ownedBy(),
        old.ownedByColumn(),
        old.identity(),
        increment,
        minimum,
        maximum,
        start,
        cycle == null ? old.cycle() : !cycle.name().startsWith("no "));
  }

  /// A sequence with another type; limits that were the old type's become the new one's.
  static Sequence retyped(Sequence old, String type) {
    boolean upper = old.increment() > 0 && old.maximum() == SequenceLimits.highest(old.type());
    boolean lower = old.increment() < 0 && old.minimum() == SequenceLimits.lowest(old.type());
    return new Sequence(
        old.id(),
        old.name(),
        old.namespace(),
        old.persistence(),
        type,
        old.ownedBy(),
        old.ownedByColumn(),
        old.identity(),
        old.increment(),
        lower ? SequenceLimits.lowest(type) : old.minimum(),
        upper ? SequenceLimits.highest(type) : old.maximum(),
        old.start(),
        old.cycle());
  }

  private static void limits(String what, long value, long minimum, long maximum, Span at) {
    if (value < minimum) {
      throw invalid(
          what + " value (" + value + ") cannot be less than MINVALUE (" + minimum + ")", at);
    }
    if (value > maximum) {
      throw invalid(
          what + " value (" + value + ") cannot be greater than MAXVALUE (" + maximum + ")", at);
    }
  }

  private static Refusal outOfRange(String what, long value, String type, Span at) {
    String words =
        switch (type) {
          case "int2" -> "smallint";
          case "int4" -> "integer";
          default -> "bigint";
        };
    return invalid(what + " (" + value + ") is out of range for sequence data type " + words, at);
  }

  private static Refusal invalid(String message, Span at) {
    return Refusal.of("22023", message, at);
  }

  private static Span span(@Nullable Option option, Span at) {
    return option != null ? option.span() : at;
  }
}
