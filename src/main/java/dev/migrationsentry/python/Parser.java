package dev.migrationsentry.python;

/// The parsers of one file, one for each family of the grammar.
final class Parser {
  final Cursor cursor;
  final AtomParser atoms;
  final DisplayParser displays;
  final StringParser strings;
  final ArgumentParser arguments;
  final PrimaryParser primaries;
  final OperatorParser operators;
  final ExpressionParser expressions;
  final ParameterParser parameters;
  final Targets targets;
  final Refusals refusals;
  final PatternParser patterns;
  final ImportParser imports;
  final DefinitionParser definitions;
  final BlockParser blocks;
  final CompoundParser compounds;
  final SimpleParser simples;
  final StatementParser statements;

  Parser(Cursor cursor) {
    this.cursor = cursor;
    atoms = new AtomParser(this);
    displays = new DisplayParser(this);
    strings = new StringParser(this);
    arguments = new ArgumentParser(this);
    primaries = new PrimaryParser(this);
    operators = new OperatorParser(this);
    expressions = new ExpressionParser(this);
    parameters = new ParameterParser(this);
    targets = new Targets();
    refusals = new Refusals(this);
    patterns = new PatternParser(this);
    imports = new ImportParser(this);
    definitions = new DefinitionParser(this);
    blocks = new BlockParser(this);
    compounds = new CompoundParser(this);
    simples = new SimpleParser(this);
    statements = new StatementParser(this);
  }
}
