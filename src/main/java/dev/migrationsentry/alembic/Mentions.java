package dev.migrationsentry.alembic;

import dev.migrationsentry.program.Arguments;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.sql.ast.Opaque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The names that an operation mentions which is not understood: they are uncertain afterwards.
final class Mentions {
  private static final int DEPTH = 6;

  private final Set<String> names = new LinkedHashSet<>();

  private Mentions() {}

  /// The names in the arguments of an operation, those of columns and constraints in it included.
  ///
  /// @param anything whether it may be about anything
  static List<String> of(Arguments arguments, boolean anything) {
    Mentions mentions = new Mentions();
    mentions.arguments(arguments, DEPTH);
    if (anything) {
      mentions.names.add(Opaque.ANY_NAME);
    }
    return List.copyOf(mentions.names);
  }

  private void arguments(Arguments arguments, int depth) {
    arguments.positional().forEach(value -> value(value, depth));
    arguments.named().values().forEach(value -> value(value, depth));
  }

  private void value(Value value, int depth) {
    if (depth == 0) {
      return;
    }
    switch (value) {
      case Value.Text text -> names.add(text.text());
      case Value.Construct construct -> arguments(construct.arguments(), depth - 1);
      case Value.MemberCall call -> {
        value(call.of(), depth - 1);
        arguments(call.arguments(), depth - 1);
      }
      case Value.Member member -> {
        names.add(member.name());
        value(member.of(), depth - 1);
      }
      case Value.Operation operation ->
          operation.operands().forEach(operand -> value(operand, depth - 1));
      case Value.Sequence sequence -> sequence.items().forEach(item -> value(item, depth - 1));
      case Value.Mapping mapping -> mapping.entries().forEach((key, one) -> value(key, depth - 1));
      default -> {}
    }
  }
}
