package dev.migrationsentry.sql;

import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.Statement;

/// The parser of a text: one cursor, and one parser per family of statements on it.
///
/// Each family's methods begin with the cursor at the statement's first word and leave it behind
/// the last token that belongs to the statement.
final class Parser {
  final Cursor cursor;
  final Names names;
  final TypeParser types;
  final ExpressionParser expressions;
  final CommonTableParser commonTables;
  final FromParser from;
  final QueryParser queries;
  final OptionParser options;
  final IndexKeyParser indexKeys;
  final DataParser data;
  final ReferenceParser references;
  final ColumnParser columns;
  final PartitionParser partitions;
  final SequenceParser sequences;
  final TableConstraintParser tableConstraints;
  final TableParser tables;
  final ConstraintParser constraints;
  final AlterTableParser alterTables;
  final IndexParser indexes;
  final ViewParser views;
  final TypeStatementParser typeStatements;
  final TriggerParser triggers;
  final SchemaParser schemas;
  final ObjectParser objects;
  final RoutineParser routines;
  final AccessParser access;
  final SessionParser sessions;
  final TransactionParser transactions;
  final DatabaseParser databases;
  private final StatementParser statements;

  /// @param tokens the tokens to read; when they are replaced, call [Cursor#restart()]
  Parser(SourceText source, Tokens tokens) {
    cursor = new Cursor(source, tokens);
    names = new Names(cursor);
    types = new TypeParser(this);
    expressions = new ExpressionParser(this);
    commonTables = new CommonTableParser(this);
    from = new FromParser(this);
    queries = new QueryParser(this);
    options = new OptionParser(this);
    indexKeys = new IndexKeyParser(this);
    data = new DataParser(this);
    references = new ReferenceParser(this);
    columns = new ColumnParser(this);
    partitions = new PartitionParser(this);
    sequences = new SequenceParser(this);
    tableConstraints = new TableConstraintParser(this);
    tables = new TableParser(this);
    constraints = new ConstraintParser(this);
    alterTables = new AlterTableParser(this);
    indexes = new IndexParser(this);
    views = new ViewParser(this);
    typeStatements = new TypeStatementParser(this);
    triggers = new TriggerParser(this);
    schemas = new SchemaParser(this);
    objects = new ObjectParser(this);
    routines = new RoutineParser(this);
    access = new AccessParser(this);
    sessions = new SessionParser(this);
    transactions = new TransactionParser(this);
    databases = new DatabaseParser(this);
    statements = new StatementParser(this);
  }

  /// A parser over all tokens of a text, for text inside of other text.
  static Parser of(SourceText source) {
    Tokens tokens = new Tokens();
    new Lexer(source.text(), 0, source.text().length()).all(tokens);
    return new Parser(source, tokens);
  }

  /// The statement that begins at the cursor, without the `;` behind it.
  ///
  /// @throws SyntaxException when PostgreSQL does not accept it
  Statement statement() {
    return statements.statement();
  }

  /// The answer to a statement that is not read although it may be valid: goes to its end.
  Statement unread(String kind) {
    int start = cursor.position();
    while (!cursor.atEnd()) {
      cursor.advance();
    }
    return new Opaque(kind, kind + " is not read", null, cursor.span(start));
  }
}
