package dev.migrationsentry.platform;

import dev.migrationsentry.platform.Shell.Arm;
import dev.migrationsentry.platform.Shell.Assignment;
import dev.migrationsentry.platform.Shell.Item;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;

/// Reads a shell program: the tree of tree-sitter's grammar of Bash, as a [Shell].
final class ShellReader {
  private static final int MOST_DEEP = 150;
  private static final int LONGEST = 500_000;

  private final SourceFile file;
  private final ShellWords words;
  private int depth;

  private ShellReader(SourceFile file) {
    this.file = file;
    this.words = new ShellWords(file, this::read);
  }

  /// The program of a text.
  ///
  /// @throws UnreadableFile when there is no reader on this machine
  static Shell read(SourceFile file) {
    Span whole = file.span(0, file.text().length());
    if (file.text().length() > LONGEST) {
      return new Shell.Opaque(whole);
    }
    TSParser parser = ShellLibrary.parser();
    synchronized (parser) {
      TSTree tree = parser.parseString(null, plain(file.text()));
      return tree == null
          ? new Shell.Opaque(whole)
          : new ShellReader(file).sequence(children(tree.getRootNode()), whole);
    }
  }

  /// The text with one byte for each of its UTF-16 units, so that places are the same in both.
  private static String plain(String text) {
    char[] plain = text.toCharArray();
    for (int i = 0; i < plain.length; i++) {
      if (plain[i] == '\r') {
        plain[i] = ' ';
      } else if (plain[i] == 0 || plain[i] > 127) {
        plain[i] = 'x';
      }
    }
    return new String(plain);
  }

  static List<TSNode> children(TSNode node) {
    List<TSNode> children = new ArrayList<>();
    for (int i = 0; i < node.getChildCount(); i++) {
      children.add(node.getChild(i));
    }
    return children;
  }

  private Span span(TSNode node) {
    return file.span(node.getStartByte(), node.getEndByte());
  }

  private Shell read(TSNode node) {
    if (++depth > MOST_DEEP) {
      depth--;
      return new Shell.Opaque(span(node));
    }
    try {
      return statement(node);
    } finally {
      depth--;
    }
  }

  private Shell statement(TSNode node) {
    Span where = span(node);
    return switch (node.getType()) {
      case "command" -> command(node);
      case "list" -> either(node);
      case "pipeline" -> new Shell.Pipe(named(node).stream().map(this::read).toList(), where);
      case "redirected_statement" -> redirected(node);
      case "negated_command" -> {
        List<TSNode> inner = named(node);
        yield inner.isEmpty()
            ? new Shell.Opaque(where)
            : new Shell.Not(read(inner.getLast()), where);
      }
      case "test_command" -> new Shell.Test(words.word(node), where);
      case "if_statement" -> branch(node);
      case "while_statement" -> loop(node);
      case "for_statement", "c_style_for_statement" -> loop(node);
      case "case_statement" -> choice(node);
      case "subshell", "compound_statement", "do_group" ->
          new Shell.Group(sequence(children(node), where), where);
      case "function_definition" -> function(node);
      case "variable_assignment" -> new Shell.Simple(List.of(assignment(node)), List.of(), where);
      case "variable_assignments", "declaration_command" -> {
        List<Assignment> assignments = new ArrayList<>();
        for (TSNode child : named(node)) {
          if (child.getType().equals("variable_assignment")) {
            assignments.add(assignment(child));
          }
        }
        yield new Shell.Simple(assignments, List.of(), where);
      }
      case "unset_command" -> new Shell.Simple(List.of(), List.of(), where);
      default -> new Shell.Opaque(where);
    };
  }

  private static List<TSNode> named(TSNode node) {
    return children(node).stream()
        .filter(child -> child.isNamed() && !child.getType().equals("comment"))
        .toList();
  }

  /// Statements among tokens: what stands behind one is what ends it.
  private Shell sequence(List<TSNode> nodes, Span where) {
    List<Item> items = new ArrayList<>();
    for (TSNode node : nodes) {
      switch (node.getType()) {
        case ";", ";;", "&" -> {
          if (!items.isEmpty()) {
            String end = node.getType().equals("&") ? "&" : ";";
            items.add(new Item(items.removeLast().command(), end));
          }
        }
        case "comment", "heredoc_body" -> {}
        default -> {
          if (node.isNamed()) {
            items.add(new Item(read(node), ""));
          }
        }
      }
    }
    return items.size() == 1 && !items.getFirst().end().equals("&")
        ? items.getFirst().command()
        : new Shell.Sequence(items, where);
  }

  private Shell either(TSNode node) {
    List<TSNode> parts = children(node);
    List<TSNode> operands = named(node);
    if (operands.size() != 2) {
      return new Shell.Opaque(span(node));
    }
    boolean and = parts.stream().anyMatch(part -> part.getType().equals("&&"));
    return new Shell.Either(read(operands.getFirst()), and, read(operands.getLast()), span(node));
  }

  /// A statement with its redirections; of a text that is passed on, the words behind it belong to
  /// the statement as well: `cat <<END | psql`.
  private Shell redirected(TSNode node) {
    Shell body = null;
    for (TSNode child : named(node)) {
      if (body == null && !child.getType().endsWith("_redirect")) {
        body = read(child);
      } else if (child.getType().equals("heredoc_redirect")) {
        body = behindHeredoc(body, child, node);
      }
    }
    return body == null ? new Shell.Simple(List.of(), List.of(), span(node)) : body;
  }

  private @Nullable Shell behindHeredoc(@Nullable Shell body, TSNode redirect, TSNode node) {
    Shell result = body;
    boolean and = false;
    boolean operator = false;
    for (TSNode child : children(redirect)) {
      switch (child.getType()) {
        case "&&", "||" -> {
          and = child.getType().equals("&&");
          operator = true;
        }
        case "pipeline" -> {
          List<Shell> parts = new ArrayList<>();
          if (result != null) {
            parts.add(result);
          }
          named(child).forEach(part -> parts.add(read(part)));
          result = new Shell.Pipe(parts, span(node));
        }
        default -> {
          if (operator
              && child.isNamed()
              && result != null
              && !child.getType().startsWith("heredoc")) {
            result = new Shell.Either(result, and, read(child), span(node));
            operator = false;
          }
        }
      }
    }
    return result;
  }

  private Shell branch(TSNode node) {
    List<Arm> arms = new ArrayList<>();
    List<TSNode> condition = new ArrayList<>();
    List<TSNode> body = new ArrayList<>();
    Shell otherwise = null;
    boolean then = false;
    for (TSNode child : children(node)) {
      switch (child.getType()) {
        case "if", "elif", "fi" -> {}
        case "then" -> then = true;
        case "elif_clause" -> {
          if (branch(child) instanceof Shell.Branch inner) {
            arms.addAll(inner.arms());
          }
        }
        case "else_clause" ->
            otherwise =
                sequence(
                    children(child).stream()
                        .filter(each -> !each.getType().equals("else"))
                        .toList(),
                    span(child));
        default -> (then ? body : condition).add(child);
      }
    }
    Span where = span(node);
    arms.addFirst(new Arm(sequence(condition, where), sequence(body, where)));
    return new Shell.Branch(arms, otherwise, where);
  }

  private Shell loop(TSNode node) {
    List<TSNode> condition = new ArrayList<>();
    Shell body = new Shell.Opaque(span(node));
    boolean asks = node.getType().equals("while_statement");
    for (TSNode child : children(node)) {
      if (child.getType().equals("do_group") || child.getType().equals("compound_statement")) {
        body = read(child);
      } else if (asks && child.isNamed()) {
        condition.add(child);
      }
    }
    return new Shell.Loop(
        condition.isEmpty() ? null : sequence(condition, span(node)), body, span(node));
  }

  private Shell choice(TSNode node) {
    List<Shell> bodies = new ArrayList<>();
    for (TSNode item : named(node)) {
      if (item.getType().equals("case_item")) {
        List<TSNode> inside = new ArrayList<>();
        boolean opened = false;
        for (TSNode child : children(item)) {
          if (opened) {
            inside.add(child);
          } else {
            opened = child.getType().equals(")");
          }
        }
        bodies.add(sequence(inside, span(item)));
      }
    }
    return new Shell.Choice(words.word(node.getNamedChild(0)), bodies, span(node));
  }

  private Shell function(TSNode node) {
    List<TSNode> parts = named(node);
    if (parts.size() < 2) {
      return new Shell.Opaque(span(node));
    }
    return new Shell.Function(span(parts.getFirst()).text(), read(parts.getLast()), span(node));
  }

  private Assignment assignment(TSNode node) {
    List<TSNode> parts = named(node);
    String name = parts.isEmpty() ? "" : span(parts.getFirst()).text();
    return new Assignment(name, parts.size() < 2 ? null : words.word(parts.getLast()), span(node));
  }

  private Shell command(TSNode node) {
    List<Assignment> assignments = new ArrayList<>();
    List<Shell.Word> found = new ArrayList<>();
    for (TSNode child : named(node)) {
      switch (child.getType()) {
        case "variable_assignment" -> assignments.add(assignment(child));
        case "file_redirect", "herestring_redirect", "heredoc_redirect" -> {}
        default -> found.add(words.word(child));
      }
    }
    return new Shell.Simple(assignments, found, span(node));
  }
}
