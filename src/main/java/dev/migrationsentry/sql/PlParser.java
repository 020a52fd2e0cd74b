package dev.migrationsentry.sql;

import dev.migrationsentry.source.Span;
import dev.migrationsentry.sql.PlText.Piece;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.Option;
import dev.migrationsentry.sql.ast.PlBlock;
import dev.migrationsentry.sql.ast.PlBlock.Handler;
import dev.migrationsentry.sql.ast.PlStatement;
import dev.migrationsentry.sql.ast.RoutineStatement.ProceduralBody;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads PL/pgSQL (manual, chapter 41): the structure of blocks, conditions and exception handlers.
/// What stands in them is read by the parsers of declarations, loops and single statements.
final class PlParser {
  // In code inside of code inside of code it is less: all of it is on one stack.
  private static final int MAX_DEPTH = 150;

  final SourceText source;
  final Tokens tokens;
  final PlRoutine routine;
  final PlScope scope;
  final PlCursor cursor;
  final PlFragments fragments;
  final PlText text;
  final PlTargets targets;
  final PlHandlerParser handlers;
  private final PlDeclarationParser declarations;
  private final PlLoopParser loops;
  private final PlStatementParser statements;
  private int depth;

  /// @param source the code
  /// @param routine what is known of the routine that the code is the body of
  PlParser(SourceText source, PlRoutine routine) {
    this.source = source;
    this.routine = routine;
    this.tokens = new Tokens();
    new Lexer(source.text(), 0, source.text().length()).all(tokens);
    this.scope = new PlScope();
    this.cursor = new PlCursor(new Parser(source, tokens), scope);
    this.fragments = new PlFragments(source, tokens);
    this.text = new PlText(cursor, fragments);
    this.targets = new PlTargets(cursor);
    this.handlers = new PlHandlerParser(this);
    this.declarations = new PlDeclarationParser(this);
    this.loops = new PlLoopParser(this);
    this.statements = new PlStatementParser(this);
  }

  /// The whole body: options, a block, and perhaps a `;`.
  ///
  /// @throws SyntaxException when PL/pgSQL refuses it
  ProceduralBody body() {
    if (routine.refusal() != null) {
      throw cursor.plain(
          routine.refusal().startsWith("PL/") ? "0A000" : "42P13", routine.refusal(), 0);
    }
    scope.push(routine.name(), false);
    routine.variables().forEach(scope::add);
    List<Option> options = new ArrayList<>(1);
    while (cursor.isOperator("#")) {
      options.add(option());
    }
    PlBlock block = block(cursor.position(), optionalLabel());
    cursor.accept(';');
    if (!cursor.atEnd()) {
      throw cursor.error("syntax error");
    }
    return new ProceduralBody(block, options, source.span());
  }

  private Option option() {
    int start = cursor.position();
    cursor.advance();
    String name = cursor.word();
    return switch (name) {
      case "option" -> {
        cursor.advance();
        cursor.expect("dump");
        yield new Option(name, "dump", cursor.span(start));
      }
      case "print_strict_params" -> {
        cursor.advance();
        int at = cursor.position();
        String value = cursor.takeIdentifier().value();
        if (!value.equals("on") && !value.equals("off")) {
          throw cursor.plain("XX000", "unrecognized print_strict_params option " + value, at);
        }
        yield new Option(name, value, cursor.span(start));
      }
      case "variable_conflict" -> {
        cursor.advance();
        String value = cursor.word();
        if (!List.of("error", "use_variable", "use_column").contains(value)) {
          throw cursor.error("syntax error");
        }
        cursor.advance();
        yield new Option(name, value, cursor.span(start));
      }
      default -> throw cursor.error("syntax error");
    };
  }

  /// `<<label>>`, or nothing.
  private @Nullable Name optionalLabel() {
    if (!cursor.isOperator("<<")) {
      return null;
    }
    cursor.advance();
    Name label = cursor.takeIdentifier();
    if (!cursor.isOperator(">>")) {
      throw cursor.error("syntax error");
    }
    cursor.advance();
    return label;
  }

  /// `[DECLARE …] BEGIN … [EXCEPTION …] END [label]`, behind the label before it.
  ///
  /// @param start the first token of the label
  private PlBlock block(int start, @Nullable Name label) {
    scope.push(label == null ? null : label.value(), false);
    List<PlBlock.Declaration> declared =
        cursor.accept("declare") ? declarations.declarations() : List.of();
    cursor.expect("begin");
    List<PlStatement> body = statements();
    List<Handler> caught = cursor.accept("exception") ? handlers.handlers() : List.of();
    cursor.expect("end");
    int end = cursor.position();
    checkEndLabel(label, optionalEndLabel(), end);
    scope.pop();
    return new PlBlock(label, declared, body, caught, cursor.span(start));
  }

  /// The label behind END, or null.
  @Nullable Name optionalEndLabel() {
    return cursor.isIdentifier(0) ? cursor.takeIdentifier() : null;
  }

  /// Refuses a label behind END that is not the one before the block or loop.
  ///
  /// @param token where the label behind END is
  void checkEndLabel(@Nullable Name label, @Nullable Name end, int token) {
    if (end == null) {
      return;
    }
    if (label == null) {
      throw cursor.plain("end label \"" + end + "\" specified for unlabeled block", token);
    }
    if (!label.value().equals(end.value())) {
      throw cursor.plain(
          "end label \"" + end + "\" differs from block's label \"" + label + "\"", token);
    }
  }

  /// Statements up to the word that ends their section.
  List<PlStatement> statements() {
    if (++depth > MAX_DEPTH / Math.max(1, source.level())) {
      throw cursor.plain("54001", "stack depth limit exceeded", cursor.position());
    }
    List<PlStatement> found = new ArrayList<>(4);
    while (!endsSection()) {
      found.add(statement());
    }
    depth--;
    return found;
  }

  /// Whether END, ELSE, ELSIF, WHEN or EXCEPTION stands here. Some of these words may be variables.
  private boolean endsSection() {
    return switch (cursor.word()) {
      case "end", "else", "when" -> true;
      case "elsif", "elseif", "exception" -> !isAssigned();
      case "" -> cursor.atEnd();
      default -> false;
    };
  }

  /// Whether the word here is a variable that a value is assigned to, whatever else it means.
  private boolean isAssigned() {
    if (!cursor.isAssignment(1) && cursor.kind(1) != '[') {
      return false;
    }
    int here = cursor.position();
    boolean variable = cursor.takeName().variable() != null;
    cursor.moveTo(here);
    return variable;
  }

  private PlStatement statement() {
    int start = cursor.position();
    Name label = optionalLabel();
    PlStatement structured = structured(start, label);
    if (structured != null) {
      return structured;
    }
    if (label != null) {
      throw cursor.error("syntax error");
    }
    return statements.statement();
  }

  /// A block or loop, IF or CASE, or null when something else stands here.
  private @Nullable PlStatement structured(int start, @Nullable Name label) {
    return switch (cursor.word()) {
      case "declare", "begin" -> {
        PlBlock block = block(start, label);
        cursor.expect(';');
        yield new PlStatement.Block(block, cursor.span(start));
      }
      case "loop", "while", "for", "foreach" -> loops.loop(start, label);
      case "if" -> label == null ? condition(start) : null;
      case "case" -> label == null ? choice(start) : null;
      default -> null;
    };
  }

  private PlStatement condition(int start) {
    List<PlStatement.Branch> branches = new ArrayList<>(2);
    do {
      cursor.advance();
      Expression condition = text.expressionTo("THEN", "then");
      branches.add(new PlStatement.Branch(condition, statements()));
    } while (cursor.is("elsif") || cursor.is("elseif"));
    List<PlStatement> otherwise = cursor.accept("else") ? statements() : List.of();
    cursor.expect("end");
    cursor.expect("if");
    cursor.expect(';');
    return new PlStatement.If(branches, otherwise, cursor.span(start));
  }

  private PlStatement choice(int start) {
    cursor.advance();
    Expression operand = null;
    if (!cursor.is("when")) {
      Piece piece = text.upTo("WHEN", "expression", "when");
      operand = text.expression(piece);
      if (piece.terminator().isEmpty()) {
        throw cursor.error("missing expression");
      }
      cursor.moveTo(piece.end());
    }
    List<PlStatement.Branch> branches = new ArrayList<>(4);
    do {
      cursor.expect("when");
      Piece piece = text.upTo("THEN", "expression", "then");
      Expression condition = choiceCondition(operand, piece);
      branches.add(new PlStatement.Branch(condition, statements()));
    } while (cursor.is("when"));
    List<PlStatement> otherwise = cursor.accept("else") ? statements() : null;
    cursor.expect("end");
    cursor.expect("case");
    cursor.expect(';');
    return new PlStatement.Case(operand, branches, otherwise, cursor.span(start));
  }

  /// With an operand the values behind WHEN are compared to it, as PL/pgSQL does with IN.
  private Expression choiceCondition(@Nullable Expression operand, Piece piece) {
    if (operand == null) {
      return text.expression(piece);
    }
    List<Expression> values = fragments.expressions(piece.start(), piece.end());
    Span compared = operand.span().to(cursor.span(piece.start(), piece.end()));
    return new Expression.InList(operand, false, values, compared);
  }
}
