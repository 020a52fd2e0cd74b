package dev.migrationsentry.execution;

import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.sql.SqlReader;
import dev.migrationsentry.sql.ast.AlterTable;
import dev.migrationsentry.sql.ast.CreateTable;
import dev.migrationsentry.sql.ast.Expression;
import dev.migrationsentry.sql.ast.IndexStatement;
import dev.migrationsentry.sql.ast.Name;
import dev.migrationsentry.sql.ast.ObjectStatement;
import dev.migrationsentry.sql.ast.Opaque;
import dev.migrationsentry.sql.ast.PlBlock;
import dev.migrationsentry.sql.ast.PlStatement;
import dev.migrationsentry.sql.ast.RoutineStatement;
import dev.migrationsentry.sql.ast.SchemaStatement;
import dev.migrationsentry.sql.ast.Statement;
import dev.migrationsentry.sql.ast.TypeStatement;
import dev.migrationsentry.sql.ast.ViewStatement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What code that may or may not run could do.
final class Possible {
  private final List<Statement> statements = new ArrayList<>();
  private final Set<String> assigned = new LinkedHashSet<>();
  private boolean raises;
  private boolean unknown;

  private Possible() {}

  /// The SQL statements in code, also in its loops, branches and constant EXECUTEs.
  static List<Statement> statements(List<PlStatement> body) {
    return over(body).statements;
  }

  /// The variables that code assigns.
  static Set<String> assigned(List<PlStatement> body) {
    return over(body).assigned;
  }

  /// Whether code raises an exception somewhere.
  static boolean raises(List<PlStatement> body) {
    return over(body).raises;
  }

  /// Whether code runs statements that are not known.
  static boolean unknown(List<PlStatement> body) {
    return over(body).unknown;
  }

  private static Possible over(List<PlStatement> body) {
    Possible possible = new Possible();
    possible.all(body);
    return possible;
  }

  private void all(List<PlStatement> body) {
    body.forEach(this::one);
  }

  private void block(PlBlock block) {
    all(block.body());
    block.handlers().forEach(handler -> all(handler.body()));
  }

  private void one(PlStatement statement) {
    switch (statement) {
      case PlStatement.Block nested -> block(nested.block());
      case PlStatement.Sql sql -> {
        statements.add(sql.statement());
        sql.into().forEach(this::target);
      }
      case PlStatement.Assign assign -> target(assign.target());
      case PlStatement.If branching -> {
        branching.branches().forEach(branch -> all(branch.body()));
        all(branching.otherwise());
      }
      case PlStatement.Case branching -> {
        branching.branches().forEach(branch -> all(branch.body()));
        List<PlStatement> otherwise = branching.otherwise();
        if (otherwise != null) {
          all(otherwise);
        }
      }
      case PlStatement.Loop loop -> all(loop.body());
      case PlStatement.Execute execute -> {
        List<Statement> constant = execute.constant();
        if (constant == null) {
          unknown = true;
          statements.addAll(guessed(execute.command()));
        } else {
          statements.addAll(constant);
        }
        execute.into().forEach(this::target);
      }
      case PlStatement.Raise raise -> raises |= raise.level().equals("exception");
      case PlStatement.GetDiagnostics get -> get.targets().forEach(this::target);
      case PlStatement.Cursor cursor -> cursor.into().forEach(this::target);
      case PlStatement.ReturnQuery ignored -> {}
      case PlStatement.Exit ignored -> {}
      case PlStatement.Return ignored -> {}
      case PlStatement.Assert ignored -> {}
      case PlStatement.Nothing ignored -> {}
      case PlStatement.EndTransaction ignored -> unknown = true;
    }
  }

  private void target(Expression target) {
    if (target instanceof Expression.ColumnReference reference) {
      assigned.add(reference.parts().getFirst().stored());
    }
  }

  /// The names of what a statement brings in, changes the shape of, or takes away; none for
  /// statements about rows.
  static List<String> names(Statement statement) {
    List<String> names = new ArrayList<>();
    switch (statement) {
      case CreateTable create -> names.add(create.table().name());
      case AlterTable alter -> alter.actions().forEach(action -> alteration(alter, action, names));
      case ViewStatement.CreateView view -> names.add(view.view().name());
      case ViewStatement.CreateTableAs create -> names.add(create.table().name());
      case IndexStatement.CreateIndex index -> {
        Name name = index.name();
        names.add(name == null ? index.table().name() : name.stored());
      }
      case TypeStatement.CreateEnum type -> names.add(type.type().name());
      case TypeStatement.CreateComposite type -> names.add(type.type().name());
      case TypeStatement.CreateRange type -> names.add(type.type().name());
      case TypeStatement.CreateBaseType type -> names.add(type.type().name());
      case TypeStatement.CreateDomain domain -> names.add(domain.domain().name());
      case TypeStatement.AddEnumValue value -> names.add(value.type().name());
      case TypeStatement.RenameEnumValue value -> names.add(value.type().name());
      case TypeStatement.CreateSequence sequence -> names.add(sequence.sequence().name());
      case RoutineStatement.CreateFunction function -> names.add(function.name().name());
      case SchemaStatement.CreateSchema schema when schema.name() != null ->
          names.add(schema.name().stored());
      case SchemaStatement.CreateExtension extension -> names.add(extension.name().stored());
      case ObjectStatement.Drop drop ->
          drop.objects().forEach(object -> names.add(object.name().name()));
      case ObjectStatement.Rename rename -> {
        names.add(rename.object().name().name());
        names.add(rename.to().stored());
      }
      case ObjectStatement.SetSchema moved -> names.add(moved.object().name().name());
      default -> {
        // Statements about rows, rights and the connection change no names.
      }
    }
    return names;
  }

  private static void alteration(AlterTable alter, AlterTable.Action action, List<String> names) {
    switch (action) {
      case AlterTable.AddColumn add -> names.add(add.column().name().stored());
      case AlterTable.DropColumn drop -> names.add(drop.column().stored());
      case AlterTable.SetType type -> names.add(type.column().stored());
      case AlterTable.AddConstraint add -> {
        Name name = add.constraint().name();
        names.add(name == null ? alter.table().name() : name.stored());
      }
      case AlterTable.DropConstraint drop -> names.add(drop.constraint().stored());
      default -> {
        // The other actions change no names.
      }
    }
  }

  /// The statements of a text that was put together.
  static List<Statement> read(String text) {
    return SqlReader.read(new SourceFile("EXECUTE", text));
  }

  /// The names that a statement put together at run time may bring in or take away, from its
  /// constant parts.
  static List<String> dynamicNames(Expression command) {
    List<String> names = new ArrayList<>();
    for (Statement statement : guessed(command)) {
      names.addAll(names(statement));
    }
    if (names.removeIf(Possible::isOpen)) {
      names.add("*");
    }
    return names;
  }

  /// Whether a name of a guessed statement has a part that only run time knows: it may be any name.
  static boolean isOpen(String name) {
    return name.contains(PLACEHOLDER);
  }

  /// The RENAME that a command is for certain but for the new name, which stands for one that is
  /// not known; null when the command is something else.
  static ObjectStatement.@Nullable Rename rename(Expression command) {
    List<Statement> statements = guessed(command);
    return statements.size() == 1
            && statements.getFirst() instanceof ObjectStatement.Rename rename
            && rename.to().stored().contains(PLACEHOLDER)
            && names(rename).stream().filter(Possible::isOpen).count() <= 1
        ? rename
        : null;
  }

  private static final String PLACEHOLDER = Opaque.ANY_NAME;

  /// The statements that a command would be with a placeholder for everything that is not constant.
  private static List<Statement> guessed(Expression command) {
    StringBuilder text = new StringBuilder();
    template(command, text);
    List<Statement> read = new ArrayList<>();
    for (Statement statement : read(text.toString())) {
      if (!(statement instanceof Opaque)) {
        read.add(statement);
      }
    }
    return read;
  }

  private static void template(Expression command, StringBuilder text) {
    switch (command) {
      case Expression.Constant constant -> text.append(constant.value());
      case Expression.Operation operation when operation.operator().equals("||") -> {
        Expression left = operation.left();
        if (left != null) {
          template(left, text);
        }
        template(operation.right(), text);
      }
      case Expression.FunctionCall call
          when call.name().name().equals("format") && !call.arguments().isEmpty() -> {
        StringBuilder format = new StringBuilder();
        template(call.arguments().getFirst().value(), format);
        text.append(
            format
                .toString()
                .replace("%I", PLACEHOLDER)
                .replace("%L", "'" + PLACEHOLDER + "'")
                .replace("%s", PLACEHOLDER));
      }
      default -> text.append(PLACEHOLDER);
    }
  }
}
