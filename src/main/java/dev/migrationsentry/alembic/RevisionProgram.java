package dev.migrationsentry.alembic;

import dev.migrationsentry.migration.Connection;
import dev.migrationsentry.migration.Program;
import dev.migrationsentry.program.Ending;
import dev.migrationsentry.program.Interpreter;
import dev.migrationsentry.program.Modules;
import dev.migrationsentry.program.Raised;
import dev.migrationsentry.program.Running;
import dev.migrationsentry.program.Value;
import dev.migrationsentry.python.ast.Module;
import dev.migrationsentry.source.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A revision of Alembic as code: its `upgrade()` or `downgrade()`, and after it the statements by
/// which Alembic records it.
///
/// @param module the revision's file
/// @param function `upgrade` or `downgrade`
/// @param ledger the statements that record it, each with its place
/// @param modules the files of the repository that it may import
/// @param createdTypes which revisions of the history create which types, shared by all of them
public record RevisionProgram(
    Module module,
    String function,
    List<Value.Text> ledger,
    Modules modules,
    CreatedTypes createdTypes)
    implements Program {
  /// Copies the list.
  public RevisionProgram {
    ledger = List.copyOf(ledger);
  }

  /// A revision that shares no run of Alembic with others.
  public RevisionProgram(Module module, String function, List<Value.Text> ledger, Modules modules) {
    this(module, function, ledger, modules, new CreatedTypes());
  }

  @Override
  public Ending run(Connection connection) {
    Span whole = place();
    Sender sender = new Sender(connection, whole);
    AlembicLibrary library = new AlembicLibrary(sender, createdTypes, module.span().file().path());
    Interpreter interpreter = new Interpreter(library, modules);
    Running certain = interpreter;
    switch (interpreter.run(module, "revision", function)) {
      case dev.migrationsentry.program.Ending.Uncaught(Raised raised) -> {
        if (!(raised.value() instanceof Living.Failure failure) || failure.error() == null) {
          said(
              sender, "it ends with " + raised.type() + ": " + raised.getMessage(), whole, certain);
        }
        return Ending.BROKEN_OFF;
      }
      case dev.migrationsentry.program.Ending.Abandoned(String why) ->
          said(sender, why, whole, certain);
      case dev.migrationsentry.program.Ending.Reached ignored -> {}
    }
    try {
      ledger.forEach(each -> sender.send(each, whole, certain));
    } catch (Raised refused) {
      return Ending.BROKEN_OFF;
    }
    return Ending.REACHED;
  }

  /// Says that something is not known.
  private static void said(Sender sender, String why, Span whole, Running running) {
    try {
      sender.sendUnknown(why, List.of(), whole, running);
    } catch (Raised alreadyAborted) {
      // The transaction is aborted, and the server says so.
    }
  }

  /// The name of the function, or the start of the file.
  private Span place() {
    for (dev.migrationsentry.python.ast.Statement statement : module.body()) {
      @Nullable Span span =
          statement
                      instanceof
                      dev.migrationsentry.python.ast.Statement.FunctionDefinition definition
                  && definition.name().equals(function)
              ? definition.nameSpan()
              : null;
      if (span != null) {
        return span;
      }
    }
    return module.span().file().span(0, 0);
  }
}
