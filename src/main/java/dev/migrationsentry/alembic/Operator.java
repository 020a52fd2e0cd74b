package dev.migrationsentry.alembic;

import org.jspecify.annotations.Nullable;

/// An operator of SQLAlchemy: its words and how tightly it binds, which decides where SQLAlchemy
/// writes parentheses (`sqlalchemy/sql/operators.py`).
///
/// @param words between the operands, with their spaces
/// @param binding the greater, the tighter
/// @param chains whether the same operator inside of it needs no parentheses
/// @param negation the operator that says the opposite, or null
record Operator(String words, int binding, boolean chains, @Nullable String negation) {
  static final Operator EQUAL = comparison(" = ", " != ");
  static final Operator NOT_EQUAL = comparison(" != ", " = ");
  static final Operator IS = comparison(" IS ", " IS NOT ");
  static final Operator IS_NOT = comparison(" IS NOT ", " IS ");
  static final Operator IN = comparison(" IN ", " NOT IN ");
  static final Operator NOT_IN = comparison(" NOT IN ", " IN ");
  static final Operator AND = new Operator(" AND ", 3, false, null);
  static final Operator OR = new Operator(" OR ", 2, false, null);
  static final Operator NOT = new Operator("NOT ", 5, false, null);
  static final Operator CONCAT = new Operator(" || ", 5, true, null);

  private static Operator comparison(String words, String negation) {
    return new Operator(words, 5, false, negation);
  }

  /// What Python's operator means between SQL expressions, or null.
  static @Nullable Operator of(String python) {
    return switch (python) {
      case "==" -> EQUAL;
      case "!=" -> NOT_EQUAL;
      case "<" -> comparison(" < ", " >= ");
      case "<=" -> comparison(" <= ", " > ");
      case ">" -> comparison(" > ", " <= ");
      case ">=" -> comparison(" >= ", " < ");
      case "+" -> new Operator(" + ", 7, true, null);
      case "-" -> new Operator(" - ", 7, false, null);
      case "*" -> new Operator(" * ", 8, true, null);
      case "%" -> new Operator(" % ", 8, false, null);
      case "&" -> AND;
      case "|" -> OR;
      default -> null;
    };
  }

  /// What a method of an SQL expression with one operand means, or null.
  static @Nullable Operator method(String name) {
    return switch (name) {
      case "like" -> comparison(" LIKE ", " NOT LIKE ");
      case "notlike", "not_like" -> comparison(" NOT LIKE ", " LIKE ");
      case "ilike" -> comparison(" ILIKE ", " NOT ILIKE ");
      case "notilike", "not_ilike" -> comparison(" NOT ILIKE ", " ILIKE ");
      case "is_" -> IS;
      case "isnot", "is_not" -> IS_NOT;
      case "is_distinct_from" -> comparison(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ");
      case "isnot_distinct_from", "is_not_distinct_from" ->
          comparison(" IS NOT DISTINCT FROM ", " IS DISTINCT FROM ");
      case "concat" -> CONCAT;
      case "regexp_match" -> comparison(" ~ ", " !~ ");
      case "bitwise_and" -> new Operator(" & ", 7, false, null);
      case "bitwise_or" -> new Operator(" | ", 7, false, null);
      default -> null;
    };
  }

  /// An operator that the code names itself: `column.op("~")`.
  static Operator custom(String words) {
    return new Operator(" " + words + " ", 0, false, null);
  }

  /// Whether an expression made by this operator needs parentheses inside of another.
  boolean groupedIn(Operator outer) {
    return !(words.equals(outer.words()) && chains) && binding <= outer.binding();
  }
}
