package dev.migrationsentry.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.source.SourceFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Python refuses is refused in the same words, at the same line. `|` stands for a line end.
final class PythonRefusalTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          print "x" ~ 1 ~ Missing parentheses in call to 'print'. Did you mean print(...)?
          a = 1|print "x" % y, z ~ 2 ~ Missing parentheses in call to 'print'. Did you mean print(...)?
          exec "x" in y ~ 1 ~ Missing parentheses in call to 'exec'. Did you mean exec(...)?
          try:|  a|except B, e:|  c ~ 3 ~ multiple exception types must be parenthesized
          try:|  a|except B, C as e:|  c ~ 3 ~ multiple exception types must be parenthesized
          raise A, "b" ~ 1 ~ invalid syntax
          a = `b` ~ 1 ~ invalid syntax
          a <> b ~ 1 ~ invalid syntax
          a = 0777 ~ 1 ~ leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
          a = 10L ~ 1 ~ invalid decimal literal
          def f(a, (b, c)): pass ~ 1 ~ Function parameters cannot be parenthesized
          ur'a' ~ 1 ~ invalid syntax
          if a|  b ~ 1 ~ expected ':'
          def f()|  b ~ 1 ~ expected ':'
          try|  b ~ 1 ~ expected ':'
          if a:|b ~ 2 ~ expected an indented block after 'if' statement on line 1
          def f():|b ~ 2 ~ expected an indented block after function definition on line 1
          class A:| ~ 1 ~ expected an indented block after class definition on line 1
          match a:|b ~ 2 ~ expected an indented block after 'match' statement on line 1
          a|  b ~ 2 ~ unexpected indent
          if a:|    b|  c ~ 3 ~ unindent does not match any outer indentation level
          if a:|        b|\tc ~ 3 ~ inconsistent use of tabs and spaces in indentation
          a = 'b|c ~ 1 ~ unterminated string literal (detected at line 1)
          a|b = '''c|d| ~ 2 ~ unterminated triple-quoted string literal (detected at line 4)
          f'a{b} ~ 1 ~ unterminated f-string literal (detected at line 1)
          f'{}' ~ 1 ~ f-string: valid expression required before '}'
          f'a}' ~ 1 ~ f-string: single '}' is not allowed
          f'{a!x}' ~ 1 ~ f-string: invalid conversion character 'x': expected 's', 'r', or 'a'
          f'{a b}' ~ 1 ~ f-string: invalid syntax. Perhaps you forgot a comma?
          f(a|b = c ~ 1 ~ '(' was never closed
          a) ~ 1 ~ unmatched ')'
          (a] ~ 1 ~ closing parenthesis ']' does not match opening parenthesis '('
          (a|] ~ 2 ~ closing parenthesis ']' does not match opening parenthesis '(' on line 1
          f(a b) ~ 1 ~ invalid syntax. Perhaps you forgot a comma?
          [a, b c] ~ 1 ~ invalid syntax. Perhaps you forgot a comma?
          f(a=1, b) ~ 1 ~ positional argument follows keyword argument
          f(**a, b) ~ 1 ~ positional argument follows keyword argument unpacking
          f(**a, *b) ~ 1 ~ iterable argument unpacking follows keyword argument unpacking
          f(a for a in b, c) ~ 1 ~ Generator expression must be parenthesized
          f(a.b=1) ~ 1 ~ expression cannot contain assignment, perhaps you meant "=="?
          f(True=1) ~ 1 ~ cannot assign to True
          f() = 1 ~ 1 ~ cannot assign to function call here. Maybe you meant '==' instead of '='?
          None = 1 ~ 1 ~ cannot assign to None
          (a, 1) = b ~ 1 ~ cannot assign to literal
          f() += 1 ~ 1 ~ 'function call' is an illegal expression for augmented assignment
          a, b: int ~ 1 ~ only single target (not tuple) can be annotated
          del f() ~ 1 ~ cannot delete function call
          for f() in a: b ~ 1 ~ cannot assign to function call
          if a = 1: b ~ 1 ~ invalid syntax. Maybe you meant '==' or ':=' instead of '='?
          a if b ~ 1 ~ expected 'else' after 'if' expression
          {a: } ~ 1 ~ expression expected after dictionary key and ':'
          {a: b, c} ~ 1 ~ ':' expected after dictionary key
          [*a for a in b] ~ 1 ~ iterable unpacking cannot be used in comprehension
          (*a) ~ 1 ~ cannot use starred expression here
          [a, b for a, b in c] ~ 1 ~ did you forget parentheses around the comprehension target?
          try:|  a|b ~ 3 ~ expected 'except' or 'finally' block
          def f(a=1, b): pass ~ 1 ~ parameter without a default follows parameter with a default
          def f(*): pass ~ 1 ~ named arguments must follow bare *
          def f(**a, b): pass ~ 1 ~ arguments cannot follow var-keyword argument
          import ~ 1 ~ Expected one or more names after 'import'
          from a import b, ~ 1 ~ trailing comma not allowed without surrounding parentheses
          'a' b'c' ~ 1 ~ cannot mix bytes and nonbytes literals
          b'ä' ~ 1 ~ bytes can only contain ASCII literal characters
          a = “b” ~ 1 ~ invalid character '“' (U+201C)
          a =\u00a0b ~ 1 ~ invalid non-printable character U+00A0
          a \\ b ~ 1 ~ unexpected character after line continuation character
          a \\ ~ 1 ~ unexpected EOF while parsing
          1__0 ~ 1 ~ invalid decimal literal
          0xg ~ 1 ~ invalid hexadecimal literal
          0b12 ~ 1 ~ invalid digit '2' in binary literal
          match a:|  case b as _: c ~ 2 ~ cannot use '_' as a target
          match a:|  case b(c=d, e): f ~ 2 ~ positional patterns follow keyword patterns
          """)
  void refuses(String code, int line, String message) {
    String text = code.replace("|", "\n").replace("\\t", "\t").replace("\\u00a0", "\u00a0");
    Module.SyntaxFailure failure = PythonReader.read(new SourceFile("file.py", text)).failure();
    assertThat(failure).isNotNull();
    assertThat(failure.message()).isEqualTo(message);
    assertThat(failure.at().line()).isEqualTo(line);
  }
}
