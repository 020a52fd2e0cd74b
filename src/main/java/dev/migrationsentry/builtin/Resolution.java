package dev.migrationsentry.builtin;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which function or operator a call means, see [CallResolution] and [OperatorResolution].
///
/// @param <T> [CatalogFunction] or [CatalogOperator]
public sealed interface Resolution<T> {
  /// The call means this one.
  ///
  /// @param target the function or operator
  /// @param type key of the result's type, polymorphic types replaced by what they stand for; null
  ///   when that follows from an argument whose type is not known
  /// @param argumentTypes keys of the types that the arguments are converted to, in the order of
  ///   the call; a polymorphic one stays as declared where what it stands for is not known
  /// @param polymorphic what each polymorphic type among the output parameters stands for
  record Resolved<T>(
      T target, @Nullable String type, List<String> argumentTypes, Map<String, String> polymorphic)
      implements Resolution<T> {
    public Resolved {
      argumentTypes = List.copyOf(argumentTypes);
      polymorphic = Map.copyOf(polymorphic);
    }

    /// What a declared type stands for in this call, null when it is not known.
    public @Nullable String resolve(String declared) {
      return TypeKeys.isPolymorphic(declared) ? polymorphic.get(declared) : declared;
    }
  }

  /// The call is a cast in the clothes of a function call, as `date('2020-01-01')`.
  ///
  /// @param type key of the type that is cast to
  record Cast<T>(String type) implements Resolution<T> {}

  /// Nothing of the name takes these arguments (42883). With one argument that has columns, the
  /// call may still pick one of them: `name(row)` is `row.name`.
  record NotFound<T>() implements Resolution<T> {}

  /// Several do, and none is better (42725).
  record Ambiguous<T>() implements Resolution<T> {}

  /// One was chosen, but the server refuses the call for what it then sees.
  ///
  /// @param sqlState the error's code
  /// @param message the server's message; `%s` stands for the name of `type`
  /// @param type key of the type that the message names, or null
  record Refused<T>(String sqlState, String message, @Nullable String type)
      implements Resolution<T> {}

  /// It depends on a type that is not known.
  ///
  /// @param candidates those that it may be
  /// @param type key of the type that all of them return, null when they differ
  record Undecidable<T>(List<T> candidates, @Nullable String type) implements Resolution<T> {
    public Undecidable {
      candidates = List.copyOf(candidates);
    }
  }
}
