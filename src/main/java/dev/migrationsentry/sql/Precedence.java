package dev.migrationsentry.sql;

/// How tightly operators bind (manual, section 4.1.6): one level per line of PostgreSQL's own table
/// of precedences, from loose to tight.
final class Precedence {
  static final int OR = 1;
  static final int AND = 2;
  static final int NOT = 3;
  static final int IS = 4;
  static final int COMPARISON = 5;
  static final int LIKE = 6;
  static final int OTHER = 8;
  static final int PLUS = 9;
  static final int TIMES = 10;
  static final int POWER = 11;
  static final int AT = 12;
  static final int COLLATE = 13;
  static final int SIGN = 14;
  static final int TYPE_CAST = 17;

  private final Cursor cursor;
  private final PredicateParser predicates;

  Precedence(Cursor cursor, PredicateParser predicates) {
    this.cursor = cursor;
    this.predicates = predicates;
  }

  /// How tightly the operator at the cursor binds its left side, or 0 when there is none.
  ///
  /// @param restricted whether only the operators of [ExpressionParser#restricted()] count
  /// @param target whether a word may name a column of a select list instead
  int level(boolean restricted, boolean target) {
    return switch (cursor.kind()) {
      case Tokens.TYPE_CAST -> TYPE_CAST;
      case '+', '-' -> PLUS;
      case '*', '/', '%' -> TIMES;
      case '^' -> POWER;
      case '<', '>', '=', Tokens.LESS_EQUALS, Tokens.GREATER_EQUALS, Tokens.NOT_EQUALS ->
          COMPARISON;
      case Tokens.OPERATOR -> OTHER;
      case Tokens.WORD -> cursor.keyword() == 0 ? 0 : wordLevel(restricted, target);
      default -> 0;
    };
  }

  private int wordLevel(boolean restricted, boolean target) {
    String word = cursor.word();
    if (restricted) {
      return switch (word) {
        case "is" -> IS;
        case "operator" -> cursor.kind(1) == '(' ? OTHER : 0;
        default -> 0;
      };
    }
    if (target && predicates.isLabel()) {
      return 0;
    }
    return switch (word) {
      case "or" -> OR;
      case "and" -> AND;
      case "is" -> IS;
      case "isnull", "notnull" -> IS;
      case "like", "ilike", "between", "in" -> LIKE;
      // SUBSTRING(a SIMILAR b ESCAPE c) has the word alone.
      case "similar" -> cursor.isAt(1, "to") ? LIKE : 0;
      case "not" -> cursor.isLookahead() ? LIKE : 0;
      case "operator" -> cursor.kind(1) == '(' ? OTHER : 0;
      case "at" -> AT;
      case "collate" -> COLLATE;
      default -> 0;
    };
  }
}
