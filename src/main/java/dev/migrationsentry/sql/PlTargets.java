package dev.migrationsentry.sql;

import dev.migrationsentry.sql.PlCursor.Word;
import dev.migrationsentry.sql.PlScope.Variable;
import dev.migrationsentry.sql.ast.Expression;
import java.util.ArrayList;
import java.util.List;

/// Reads the variables that PL/pgSQL statements write to.
final class PlTargets {
  private final PlCursor cursor;

  PlTargets(PlCursor cursor) {
    this.cursor = cursor;
  }

  /// A variable as an expression.
  Expression expression(Word word) {
    return new Expression.ColumnReference(
        word.parts(), word.parts().getFirst().span().to(word.parts().getLast().span()));
  }

  /// Refuses a variable that is declared CONSTANT.
  void checkAssignable(Word word) {
    Variable variable = word.variable();
    if (variable != null && variable.constant()) {
      throw cursor.plain(
          "22005", "variable \"" + variable.name() + "\" is declared CONSTANT", word.token());
    }
  }

  /// The targets of INTO, behind that word and STRICT: one record, or scalars separated by commas.
  List<Expression> into() {
    Word first = known();
    checkAssignable(first);
    if (first.isRecord()) {
      if (cursor.is(',')) {
        throw cursor.plain(
            "record variable cannot be part of multiple-item INTO list", cursor.position());
      }
      return List.of(expression(first));
    }
    return scalars(first);
  }

  /// Scalars separated by commas, of which the first is read already.
  List<Expression> scalars(Word first) {
    List<Expression> targets = new ArrayList<>(4);
    targets.add(expression(first));
    while (cursor.accept(',')) {
      Word next = known();
      checkAssignable(next);
      if (next.isRecord()) {
        throw notScalar(next);
      }
      targets.add(expression(next));
    }
    return targets;
  }

  /// A name that must be a variable.
  Word known() {
    if (!cursor.isName()) {
      throw cursor.error("syntax error");
    }
    Word word = cursor.takeName();
    if (word.variable() == null) {
      throw cursor.unknownVariable(word);
    }
    return word;
  }

  /// The answer to a record where a scalar must stand.
  SyntaxException notScalar(Word word) {
    return cursor.plain("\"" + word.dotted() + "\" is not a scalar variable", word.token());
  }
}
