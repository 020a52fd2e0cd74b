package dev.migrationsentry.platform;

import dev.migrationsentry.platform.Shell.Expansion;
import dev.migrationsentry.platform.Shell.Word;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.treesitter.TSNode;

/// Reads the words of a shell program: what is left of quotes, and what is put in at run time.
final class ShellWords {
  private final SourceFile file;
  private final Function<TSNode, Shell> statements;

  ShellWords(SourceFile file, Function<TSNode, Shell> statements) {
    this.file = file;
    this.statements = statements;
  }

  /// One word.
  Word word(TSNode node) {
    StringBuilder text = new StringBuilder();
    List<Expansion> expansions = new ArrayList<>();
    List<Shell> inner = new ArrayList<>();
    append(node, text, expansions, inner);
    return new Word(
        text.toString(), expansions.isEmpty() && inner.isEmpty(), expansions, inner, span(node));
  }

  private Span span(TSNode node) {
    return file.span(node.getStartByte(), node.getEndByte());
  }

  private void append(
      TSNode node, StringBuilder text, List<Expansion> expansions, List<Shell> inner) {
    String written = span(node).text();
    switch (node.getType()) {
      case "word", "number", "string_content", "variable_name", "special_variable_name" ->
          text.append(unescaped(written));
      case "raw_string" -> text.append(written, 1, Math.max(1, written.length() - 1));
      case "ansi_c_string" -> text.append(written, 2, Math.max(2, written.length() - 1));
      case "simple_expansion" -> {
        expansions.add(new Expansion(written.substring(1), "", "", span(node)));
        text.append(written);
      }
      case "expansion" -> {
        expansions.add(expansion(node, written));
        text.append(written);
      }
      case "command_substitution", "process_substitution" -> {
        for (TSNode child : named(node)) {
          inner.add(statements.apply(child));
        }
        text.append(written);
      }
      case "arithmetic_expansion" -> {
        expansions.add(new Expansion("", "((", "", span(node)));
        text.append(written);
      }
      case "string", "translated_string" -> {
        // Blanks between the parts of a string belong to no node.
        int at = node.getStartByte() + 1;
        for (TSNode child : named(node)) {
          text.append(file.text(), Math.min(at, child.getStartByte()), child.getStartByte());
          append(child, text, expansions, inner);
          at = child.getEndByte();
        }
        int end = Math.max(at, node.getEndByte() - 1);
        text.append(file.text(), at, end);
      }
      case "test_command",
          "binary_expression",
          "unary_expression",
          "negation_expression",
          "parenthesized_expression",
          "test_operator",
          "array" -> {
        StringBuilder unused = new StringBuilder();
        for (TSNode child : named(node)) {
          append(child, unused, expansions, inner);
        }
        text.append(written);
      }
      default -> {
        List<TSNode> parts = named(node);
        if (parts.isEmpty()) {
          text.append(unescaped(written));
        }
        for (TSNode child : parts) {
          append(child, text, expansions, inner);
        }
      }
    }
  }

  private Expansion expansion(TSNode node, String written) {
    String inside = written.substring(2, Math.max(2, written.length() - 1));
    int length = 0;
    while (length < inside.length()
        && (Character.isLetterOrDigit(inside.charAt(length))
            || inside.charAt(length) == '_'
            || (length == 0 && "?@*#!$-".indexOf(inside.charAt(0)) >= 0))) {
      length++;
    }
    String name = inside.substring(0, length);
    int operator = length;
    while (operator < inside.length() && ":-=?+".indexOf(inside.charAt(operator)) >= 0) {
      operator++;
    }
    return new Expansion(
        name, inside.substring(length, operator), inside.substring(operator), span(node));
  }

  private static String unescaped(String written) {
    if (written.indexOf('\\') < 0) {
      return written;
    }
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      if (written.charAt(i) == '\\' && i + 1 < written.length()) {
        i++;
        if (written.charAt(i) == '\n') {
          continue;
        }
      }
      plain.append(written.charAt(i));
    }
    return plain.toString();
  }

  private static List<TSNode> named(TSNode node) {
    return ShellReader.children(node).stream().filter(TSNode::isNamed).toList();
  }
}
