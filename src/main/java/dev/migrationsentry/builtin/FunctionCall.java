package dev.migrationsentry.builtin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of a function call decides which function is meant.
///
/// @param arguments the arguments in order; of an ordered-set aggregate those in parentheses and
///   then those of `WITHIN GROUP`
/// @param variadic whether the last argument is marked `VARIADIC`
/// @param castTarget key of the type that has the same name as the called function (`date` in
///   `date(x)`), since such a call may be a cast; null when there is none
public record FunctionCall(
    List<Argument> arguments, boolean variadic, @Nullable String castTarget) {

  /// One argument.
  ///
  /// @param type key of its type, `unknown` for an untyped literal or `NULL`, null when the type is
  ///   not known
  /// @param name the parameter's name in `name => value`, null by position
  public record Argument(@Nullable String type, @Nullable String name) {}

  public FunctionCall {
    arguments = List.copyOf(arguments);
  }

  /// A plain call with arguments by position.
  ///
  /// @param types as of [Argument#type()]
  public static FunctionCall of(List<@Nullable String> types) {
    List<Argument> arguments = new ArrayList<>();
    for (String type : types) {
      arguments.add(new Argument(type, null));
    }
    return new FunctionCall(arguments, false, null);
  }

  boolean hasNames() {
    for (Argument argument : arguments) {
      if (argument.name() != null) {
        return true;
      }
    }
    return false;
  }
}
