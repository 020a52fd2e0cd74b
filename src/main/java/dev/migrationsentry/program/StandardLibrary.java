package dev.migrationsentry.program;

import dev.migrationsentry.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The modules of Python's own library, as far as migrations use them. What is not known here is
/// null.
final class StandardLibrary {
  /// Modules that can send nothing to a database; what they compute is unknown unless it is known
  /// below.
  private static final Set<String> HARMLESS =
      Set.of(
          "re",
          "json",
          "hashlib",
          "random",
          "secrets",
          "math",
          "time",
          "datetime",
          "sys",
          "os",
          "uuid",
          "logging",
          "warnings",
          "collections",
          "itertools",
          "functools",
          "operator",
          "string",
          "base64",
          "binascii",
          "decimal",
          "copy",
          "pathlib",
          "inspect",
          "typing",
          "enum",
          "dataclasses",
          "contextlib",
          "bisect",
          "calendar",
          "locale",
          "traceback",
          "pprint",
          "io",
          "csv",
          "glob",
          "struct",
          "platform",
          "textwrap",
          "types",
          "abc",
          "importlib",
          "six",
          "pytz",
          "dateutil",
          "tqdm",
          "structlog",
          "oslo_log",
          "loguru",
          "slugify",
          "zlib",
          "ast",
          "html",
          "unicodedata",
          "typing_extensions",
          "numbers",
          "fractions",
          "statistics",
          "heapq",
          "urllib",
          "codecs",
          "getpass",
          "shutil",
          "tempfile",
          "gc",
          "threading",
          "click");

  private static final Set<String> LOGGING =
      Set.of("debug", "info", "warning", "warn", "error", "exception", "critical", "log");

  private final Interpreter interpreter;

  StandardLibrary(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  /// A constant of a module, or null.
  static @Nullable Value member(String name, Span span) {
    return switch (name) {
      case "os.sep", "os.path.sep" -> Value.Text.of("/", span);
      case "os.linesep" -> Value.Text.of("\n", span);
      case "string.ascii_lowercase" -> Value.Text.of("abcdefghijklmnopqrstuvwxyz", span);
      case "string.digits" -> Value.Text.of("0123456789", span);
      case "os.environ", "sys.argv" -> new Value.Unknown("depends on the process that runs it");
      default -> null;
    };
  }

  /// Calls a function of a module.
  @Nullable Value call(String name, Arguments arguments, Span span) {
    Value first = arguments.get(0, "");
    Value second = arguments.get(1, "");
    return switch (name) {
      case "textwrap.dedent", "inspect.cleandoc" ->
          first instanceof Value.Text text && name.startsWith("text")
              ? Texts.dedent(text, span)
              : unknown(span);
      case "os.path.join", "pathlib.PurePath.joinpath" -> Paths.join(arguments.positional(), span);
      case "os.path.dirname",
          "os.path.abspath",
          "os.path.realpath",
          "os.path.normpath",
          "os.path.basename",
          "os.fspath" ->
          first instanceof Value.Text path
              ? Paths.function(name.substring(name.lastIndexOf('.') + 1), path, span)
              : unknown(span);
      case "pathlib.Path", "pathlib.PurePath" -> {
        Value path = Paths.join(arguments.positional(), span);
        yield path instanceof Value.Text
            ? new Value.Construct("pathlib.Path", Arguments.of(path), span)
            : path;
      }
      case "io.open", "codecs.open" ->
          first == null ? null : interpreter.imports().open(first, span);
      case "logging.getLogger", "structlog.get_logger", "oslo_log.log.getLogger" ->
          new Value.Library("logging.Logger");
      case "typing.cast" -> second;
      case "typing.NewType", "copy.copy", "copy.deepcopy" ->
          name.startsWith("copy") && first != null ? copied(first) : second;
      case "enum.auto" -> new Definitions.Automatic();
      case "enum.unique",
          "dataclasses.dataclass",
          "functools.lru_cache",
          "functools.cache",
          "contextlib.contextmanager",
          "typing.final",
          "typing.no_type_check" -> {
        // `@dataclass` and `@dataclass(frozen=True)`.
        yield first == null ? new Value.Library(name) : first;
      }
      case "dataclasses.field" -> {
        Value initial = arguments.get("default");
        Value factory = arguments.get("default_factory");
        yield initial != null
            ? initial
            : factory != null ? interpreter.call(factory, Arguments.NONE, span) : null;
      }
      case "functools.wraps" -> new Value.Library("dataclasses.dataclass");
      case "itertools.chain" -> chained(arguments.positional(), span);
      case "itertools.chain.from_iterable" -> {
        List<Value> items = first == null ? null : interpreter.callables().items(first, span);
        yield items == null ? unknown(span) : chained(items, span);
      }
      case "collections.OrderedDict" ->
          interpreter.call(new Value.Library("builtins.dict"), arguments, span);
      case "json.dumps" -> {
        String json = first == null ? null : Json.text(first, arguments.named());
        yield json == null ? unknown(span) : Value.Text.of(json, span);
      }
      case "contextlib.suppress", "contextlib.nullcontext" ->
          new Value.Construct(name, arguments, span);
      case "datetime.datetime",
          "datetime.date",
          "datetime.timedelta",
          "datetime.time",
          "decimal.Decimal",
          "uuid.UUID" ->
          new Value.Construct(name, arguments, span);
      case "logging.Logger" -> Value.NONE;
      default -> other(name, span);
    };
  }

  private static @Nullable Value other(String name, Span span) {
    int dot = name.indexOf('.');
    String root = dot < 0 ? name : name.substring(0, dot);
    String last = name.substring(name.lastIndexOf('.') + 1);
    if (root.equals("logging") || name.startsWith("warnings.") || name.equals("time.sleep")) {
      return Value.NONE;
    }
    if (name.startsWith("sys.std") || (root.equals("tqdm") && last.equals("write"))) {
      return Value.NONE;
    }
    if (!HARMLESS.contains(root)) {
      return null;
    }
    return unknown(span);
  }

  /// Calls a method of what a module made, or null.
  @Nullable Value method(Value of, String name, Arguments arguments, Span span) {
    if (of instanceof Value.Member member
        && member.of() instanceof Value.Unknown
        && LOGGING.contains(name)) {
      return Value.NONE;
    }
    if (!(of instanceof Value.Construct made)) {
      return null;
    }
    return switch (made.name()) {
      case "pathlib.Path" -> path(made, name, arguments, span);
      case "datetime.datetime",
          "datetime.date",
          "datetime.timedelta",
          "datetime.time",
          "decimal.Decimal",
          "uuid.UUID" ->
          unknown(span);
      default -> Errors.isBuiltIn(made.name()) ? unknown(span) : null;
    };
  }

  private @Nullable Value path(Value.Construct made, String name, Arguments arguments, Span span) {
    Value path = made.arguments().positional().getFirst();
    return switch (name) {
      case "read_text", "open" -> interpreter.imports().open(path, span);
      case "resolve", "absolute", "expanduser" -> made;
      case "joinpath" -> {
        Value joined = Paths.join(arguments.after(path).positional(), span);
        yield joined instanceof Value.Text
            ? new Value.Construct("pathlib.Path", Arguments.of(joined), span)
            : joined;
      }
      default -> unknown(span);
    };
  }

  private Value chained(List<Value> sequences, Span span) {
    List<Value> all = new ArrayList<>();
    for (Value sequence : sequences) {
      List<Value> items = interpreter.callables().items(sequence, span);
      if (items == null) {
        return unknown(span);
      }
      all.addAll(items);
    }
    return Value.Sequence.list(all);
  }

  private static Value copied(Value value) {
    return switch (value) {
      case Value.Sequence sequence when sequence.uncertain() == null ->
          new Value.Sequence(sequence.kind(), sequence.items());
      case Value.Mapping mapping when mapping.uncertain() == null ->
          new Value.Mapping(Map.copyOf(mapping.entries()));
      default -> value;
    };
  }

  private static Value unknown(Span span) {
    return new Value.Unknown("`" + Expressions.shown(span) + "` is known only when it runs");
  }
}
