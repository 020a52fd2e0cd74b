package dev.migrationsentry.resolution;

import dev.migrationsentry.builtin.CatalogCast;
import dev.migrationsentry.builtin.CatalogFunction;
import dev.migrationsentry.builtin.CatalogOperator;
import dev.migrationsentry.builtin.CatalogType;
import dev.migrationsentry.builtin.Coercion;
import dev.migrationsentry.builtin.Resolution;
import dev.migrationsentry.builtin.Volatility;
import dev.migrationsentry.resolution.Resolved.Repeatability;
import dev.migrationsentry.schema.DataType;
import dev.migrationsentry.schema.Routine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether what an analysis has met yields the same for the same arguments at all times: functions,
/// operators and conversions by what they promise (manual, section 36.7).
final class Stability {
  private final Analysis analysis;
  private final Coercion coercion;
  private Repeatability found = Repeatability.ALWAYS;

  Stability(Analysis analysis) {
    this.analysis = analysis;
    this.coercion = new Coercion(analysis.system);
  }

  Repeatability found() {
    return found;
  }

  /// Notes something that may or may not be immutable.
  void perhaps() {
    note(Repeatability.PERHAPS);
  }

  /// Notes something that is not immutable.
  void never() {
    note(Repeatability.NEVER);
  }

  private void note(Repeatability met) {
    found = met.compareTo(found) > 0 ? met : found;
  }

  private void note(@Nullable Volatility volatility) {
    if (volatility == null) {
      perhaps();
    } else if (volatility != Volatility.IMMUTABLE) {
      never();
    }
  }

  /// Notes a call.
  ///
  /// @param arguments the types of its arguments
  void call(Resolution<CatalogFunction> meaning, List<DataType> arguments) {
    switch (meaning) {
      case Resolution.Resolved<CatalogFunction> resolved -> {
        function(resolved.target());
        for (int i = 0; i < Math.min(arguments.size(), resolved.argumentTypes().size()); i++) {
          convert(analysis.system.key(arguments.get(i)), resolved.argumentTypes().get(i));
        }
      }
      case Resolution.Cast<CatalogFunction> cast ->
          convert(analysis.system.key(arguments.getFirst()), cast.type());
      default -> perhaps();
    }
  }

  private void function(CatalogFunction function) {
    int id = analysis.callables.id(function);
    if (id == 0) {
      note(function.volatility());
    } else if (analysis.database().schema().object(id) instanceof Routine routine
        && routine.volatility() != 'i') {
      // The server puts the bodies of SQL functions in their place, and looks at these.
      note(routine.language().equals("sql") ? Repeatability.PERHAPS : Repeatability.NEVER);
    }
  }

  /// Notes the use of an operator.
  ///
  /// @param operands the types of its operands
  void operator(Resolution<CatalogOperator> meaning, List<DataType> operands) {
    if (!(meaning instanceof Resolution.Resolved<CatalogOperator> resolved)) {
      perhaps();
      return;
    }
    if (resolved.target().symbol().equals("||") && resolved.argumentTypes().contains("text")) {
      // `text || anything` is an SQL function that the server replaces by the conversion in it.
      operands.forEach(operand -> convert(operand, DataType.builtin("text")));
      return;
    }
    note(resolved.target().volatility());
    for (int i = 0; i < Math.min(operands.size(), resolved.argumentTypes().size()); i++) {
      convert(analysis.system.key(operands.get(i)), resolved.argumentTypes().get(i));
    }
  }

  /// Notes a conversion.
  void convert(DataType source, DataType target) {
    convert(analysis.system.key(source), analysis.system.key(target));
  }

  private void convert(@Nullable String source, @Nullable String target) {
    if (source == null || target == null) {
      perhaps();
      return;
    }
    CatalogType from = analysis.system.type(coercion.baseType(source));
    CatalogType to = analysis.system.type(coercion.baseType(target));
    if (from == null || to == null) {
      perhaps();
      return;
    }
    if (from.kind() == CatalogType.Kind.PSEUDO
        || to.kind() == CatalogType.Kind.PSEUDO
        || from.name().equals(to.name())
        || source.equals("unknown")) {
      // Literals are read when the statement is, and polymorphic parameters take what there is.
      return;
    }
    switch (coercion.path(source, target, CatalogCast.Context.EXPLICIT)) {
      case NONE, RELABEL -> {}
      case FUNCTION -> {
        CatalogCast cast = analysis.system.cast(from.name(), to.name());
        note(cast == null ? null : cast.volatility());
      }
      case ARRAY -> convert(from.elementType(), to.elementType());
      case INPUT_OUTPUT -> {
        note(from.output());
        note(to.input());
      }
    }
  }
}
