package dev.migrationsentry.platform;

import dev.migrationsentry.platform.Reached.Fate;
import dev.migrationsentry.platform.Shell.Arm;
import dev.migrationsentry.platform.Shell.Item;
import dev.migrationsentry.platform.Shell.Word;
import dev.migrationsentry.source.SourceFile;
import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Follows a command of a host into the scripts that it calls, and finds the calls of runners there
/// with what becomes of their exit codes.
final class Flow {
  private static final int MOST_DEEP = 12;

  /// What stands behind an exit code.
  ///
  /// @param because what makes it so, or null
  private record Use(Fate fate, @Nullable Span because) {
    static final Use SEEN = new Use(Fate.SEEN, null);
  }

  /// What a shell knows while it runs.
  private static final class State {
    boolean errexit;
    boolean pipefail;
    boolean inLoop;

    /// From here on only what runs after a failure of migrations.
    boolean failed;

    final Map<String, Shell> functions = new HashMap<>();
  }

  private final Scripts scripts;
  private final Service service;
  private final Command command;
  private final List<Reached> reached = new ArrayList<>();
  private final Set<Script> entered;
  private final Set<String> active = new HashSet<>();
  private final Map<String, Variable> required;
  private int depth;

  private Flow(
      Scripts scripts,
      Service service,
      Command command,
      Set<Script> entered,
      Map<String, Variable> required) {
    this.scripts = scripts;
    this.service = service;
    this.command = command;
    this.entered = entered;
    this.required = required;
  }

  /// What a command comes to.
  ///
  /// @param command the command itself
  /// @param reached calls of runners
  /// @param entered the scripts that run
  /// @param required the variables without which it stops
  record Course(
      Command command,
      List<Reached> reached,
      Set<Script> entered,
      Map<String, Variable> required) {}

  static Course of(Scripts scripts, Service service, Command command) {
    Flow flow = new Flow(scripts, service, command, new HashSet<>(), new HashMap<>());
    State state = new State();
    state.errexit = command.errexit();
    state.pipefail = command.pipefail();
    flow.walk(command.program(), state, Use.SEEN, false, command.folder());
    return new Course(command, flow.reached, flow.entered, flow.required);
  }

  private void walk(Shell node, State state, Use use, boolean failed, String folder) {
    for (Word word : node.ownWords()) {
      require(word);
      for (Shell inner : word.inner()) {
        // The exit code of what stands within a word is rarely asked for.
        walk(inner, state, Use.SEEN, failed, folder);
      }
    }
    boolean after = failed || state.failed;
    switch (node) {
      case Shell.Simple simple -> simple(simple, state, use, after, folder);
      case Shell.Sequence sequence -> sequence(sequence.items(), state, use, after, folder);
      case Shell.Either either -> either(either, state, use, after, folder);
      case Shell.Pipe pipe -> {
        for (int i = 0; i < pipe.parts().size(); i++) {
          boolean last = i == pipe.parts().size() - 1;
          Use own = last || state.pipefail ? use : new Use(Fate.PIPED, pipe.where());
          walk(pipe.parts().get(i), state, own, after, folder);
        }
      }
      case Shell.Not not -> walk(not.inner(), state, use, after, folder);
      case Shell.Branch branch -> branch(branch, state, use, after, folder);
      case Shell.Choice choice ->
          choice.bodies().forEach(body -> walk(body, state, use, after, folder));
      case Shell.Loop loop -> {
        boolean before = state.inLoop;
        state.inLoop = true;
        if (loop.condition() != null) {
          walk(loop.condition(), state, Use.SEEN, after, folder);
        }
        walk(loop.body(), state, use, after, folder);
        state.inLoop = before;
      }
      case Shell.Group group -> walk(group.body(), state, use, after, folder);
      case Shell.Function function -> state.functions.put(function.name(), function.body());
      case Shell.Test _, Shell.Opaque _ -> {}
    }
  }

  private void require(Word word) {
    for (Shell.Expansion expansion : word.expansions()) {
      if (expansion.operator().equals(":?") || expansion.operator().equals("?")) {
        required.putIfAbsent(
            expansion.name(), new Variable(expansion.name(), "", expansion.where()));
      }
    }
  }

  private void either(Shell.Either either, State state, Use use, boolean failed, String folder) {
    if (either.and()) {
      // `set -e` does not end a script for what stands before `&&`.
      walk(
          either.left(),
          state,
          state.errexit && use.fate() == Fate.SEEN ? Use.SEEN : use,
          failed,
          folder);
      walk(either.right(), state, use, failed, folder);
      return;
    }
    boolean applies = either.left().holds(Flow::applies);
    boolean swallowed = Outcomes.alwaysSucceeds(either.right(), state.functions);
    walk(
        either.left(),
        state,
        swallowed ? new Use(Fate.SWALLOWED, either.right().where()) : Use.SEEN,
        failed,
        folder);
    walk(either.right(), state, use, failed || applies, folder);
  }

  private static boolean applies(Shell part) {
    Invocation invocation =
        part instanceof Shell.Simple simple
            ? Invocations.of(Wrappers.without(simple.words()), simple)
            : null;
    return invocation != null && invocation.applies();
  }

  private void branch(Shell.Branch branch, State state, Use use, boolean failed, String folder) {
    for (Arm arm : branch.arms()) {
      boolean applies = arm.condition().holds(Flow::applies);
      boolean negated = arm.condition() instanceof Shell.Not;
      Shell onFailure = negated ? arm.body() : branch.otherwise();
      boolean goesOn =
          applies
              && (onFailure == null ? !state.inLoop : !Outcomes.mayFail(onFailure, state.functions))
              && (onFailure == null || !onFailure.holds(Flow::applies));
      walk(
          arm.condition(),
          state,
          goesOn ? new Use(Fate.SWALLOWED, branch.where()) : Use.SEEN,
          failed,
          folder);
      walk(
          arm.body(),
          state,
          use,
          failed || (applies && negated) || Outcomes.asksForFailure(arm.condition()),
          folder);
    }
    if (branch.otherwise() != null) {
      Shell first = branch.arms().getFirst().condition();
      walk(
          branch.otherwise(),
          state,
          use,
          failed
              || (first.holds(Flow::applies) && !(first instanceof Shell.Not))
              || Outcomes.asksForSuccess(first),
          folder);
    }
  }

  private void sequence(List<Item> items, State state, Use use, boolean failed, String folder) {
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      boolean last = i == items.size() - 1;
      Use own;
      if (last && !item.end().equals("&")) {
        own = use;
      } else if (item.end().equals("&")) {
        own = Use.SEEN; // What runs beside the others is waited for, or is no part of the deploy.
      } else {
        own = between(items, i, state, use);
      }
      walk(item.command(), state, own, failed, folder);
      if (endsOnSuccess(item.command())) {
        // `upgrade && exit 0 || true`: what follows runs when the upgrade has failed.
        state.failed = true;
      }
    }
  }

  /// What becomes of a failure of a command that others follow.
  private static Use between(List<Item> items, int at, State state, Use use) {
    Shell command = items.get(at).command();
    Shell next = items.get(at + 1).command();
    if (asks(next, "?")) {
      String kept = keptIn(next);
      if (kept == null) {
        return Outcomes.swallows(next, "?", state.functions)
            ? new Use(Fate.SWALLOWED, next.where())
            : Use.SEEN;
      }
      for (Item later : items.subList(at + 2, items.size())) {
        if (later.command() instanceof Shell.Branch branch && branch.mentions(kept)) {
          return Outcomes.swallows(branch, kept, state.functions)
              ? new Use(Fate.SWALLOWED, branch.where())
              : Use.SEEN;
        }
      }
      return Use.SEEN;
    }
    boolean list = command instanceof Shell.Either either && either.and();
    if (state.errexit) {
      return use.fate() == Fate.PIPED ? Use.SEEN : use;
    }
    return state.inLoop || (list && asksOnly(command))
        ? Use.SEEN
        : new Use(Fate.PASSED, next.where());
  }

  /// `a && break`, `a && exit`, `a && return`.
  private static boolean asksOnly(Shell command) {
    return command instanceof Shell.Either either
        && either.right() instanceof Shell.Simple simple
        && Set.of("break", "exit", "return", "continue").contains(simple.name());
  }

  private static boolean endsOnSuccess(Shell command) {
    return command instanceof Shell.Either either
        && (either.and()
            ? either.left().holds(Flow::applies)
                && either.right() instanceof Shell.Simple simple
                && Set.of("exit", "return").contains(simple.name())
            : endsOnSuccess(either.left()));
  }

  private static boolean asks(Shell node, String name) {
    return node.mentions(name);
  }

  /// The variable that keeps the exit code: `rc=$?`.
  private static @Nullable String keptIn(Shell node) {
    return node instanceof Shell.Simple simple
            && simple.words().isEmpty()
            && simple.assignments().size() == 1
        ? simple.assignments().getFirst().name()
        : null;
  }

  private void simple(Shell.Simple simple, State state, Use use, boolean failed, String folder) {
    if (simple.name().equals("set")) {
      set(simple.words(), state);
      return;
    }
    if (simple.name().equals("cd")) {
      return;
    }
    List<Word> words = Wrappers.without(simple.words());
    if (words.isEmpty()) {
      return;
    }
    Invocation invocation = Invocations.of(words, simple);
    if (invocation != null) {
      reached.add(new Reached(service, command, invocation, use.fate(), use.because(), failed));
      inner(invocation, failed);
      return;
    }
    if (++depth > MOST_DEEP) {
      depth--;
      return;
    }
    try {
      called(words, state, use, failed, folder);
    } finally {
      depth--;
    }
  }

  /// The command behind `migration-sentry gate --`.
  private void inner(Invocation invocation, boolean failed) {
    List<Word> words = invocation.words();
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i).text().equals("--") && i + 1 < words.size()) {
        List<Word> rest = Wrappers.without(words.subList(i + 1, words.size()));
        Shell.Simple run = new Shell.Simple(List.of(), rest, invocation.where());
        Invocation gated = Invocations.of(rest, run);
        if (gated != null) {
          reached.add(new Reached(service, command, gated, Fate.SEEN, null, failed));
        }
        return;
      }
    }
  }

  private static void set(List<Word> words, State state) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i).text();
      boolean on = word.startsWith("-");
      if (!on && !word.startsWith("+")) {
        continue;
      }
      if (word.indexOf('e') > 0) {
        state.errexit = on;
      }
      if (word.endsWith("o") && i + 1 < words.size()) {
        String option = words.get(++i).text();
        state.errexit = option.equals("errexit") ? on : state.errexit;
        state.pipefail = option.equals("pipefail") ? on : state.pipefail;
      }
    }
  }

  private void called(List<Word> words, State state, Use use, boolean failed, String folder) {
    String name = words.getFirst().text();
    Shell function = state.functions.get(name);
    if (function != null) {
      walk(function, state, use, failed, folder);
      if (words.size() > 1 && function.mentions("@")) {
        // `with_retry alembic upgrade head`: the words behind it are a command that it runs.
        List<Word> rest = words.subList(1, words.size());
        Span where = rest.getFirst().where().to(rest.getLast().where());
        simple(new Shell.Simple(List.of(), rest, where), state, use, failed, folder);
      }
      return;
    }
    boolean sourced = name.equals(".") || name.equals("source");
    if (Set.of("bash", "sh", "zsh", "dash", "ash").contains(Paths.name(name)) || sourced) {
      shell(words, state, use, failed, folder, sourced);
      return;
    }
    SourceFile line = scripts.packageScript(words, folder);
    if (line != null) {
      if (active.add(line.path() + line.text())) {
        walk(ShellReader.read(line), new State(), use, failed, folder);
        active.remove(line.path() + line.text());
      }
      return;
    }
    if (words.getFirst().literal() && (name.endsWith(".sh") || name.contains("/"))) {
      run(name, false, state, use, failed, folder);
    }
  }

  private void shell(
      List<Word> words, State state, Use use, boolean failed, String folder, boolean sourced) {
    boolean errexit = false;
    boolean line = false;
    for (Word word : words.subList(1, words.size())) {
      String text = word.text();
      if (line) {
        State inner = new State();
        inner.errexit = errexit;
        inner.pipefail = words.stream().anyMatch(each -> each.text().equals("pipefail"));
        SourceFile program = Texts.within(word.where(), text);
        walk(ShellReader.read(program), inner, use, failed, folder);
        return;
      }
      if (text.startsWith("-") && !sourced) {
        errexit |= text.indexOf('e') > 0 && !text.startsWith("--");
        line = text.indexOf('c') > 0 && !text.startsWith("--");
      } else if (!text.equals("pipefail")) {
        if (word.literal()) {
          run(text, errexit, state, use, failed, folder, sourced);
        }
        return;
      }
    }
  }

  private void run(
      String path, boolean errexit, State state, Use use, boolean failed, String folder) {
    run(path, errexit, state, use, failed, folder, false);
  }

  private void run(
      String path,
      boolean errexit,
      State state,
      Use use,
      boolean failed,
      String folder,
      boolean sourced) {
    Script script = scripts.find(path, folder);
    if (script == null || !active.add(script.path())) {
      return;
    }
    entered.add(script);
    State inner = sourced ? state : new State();
    if (!sourced) {
      inner.errexit = errexit || script.errexit();
    }
    walk(script.program(), inner, use, failed, folder);
    active.remove(script.path());
  }
}
